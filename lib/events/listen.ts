import pg from "pg";
import { createLogger } from "#lib/log.ts";
import { messageOf } from "#lib/errors.ts";

/** Gets the payload of a notification; null after a lost connection, when any number of them may have been missed. */
export type Subscriber = (payload: string | null) => void;

const firstRetryMs = 250;
const lastRetryMs = 5_000;

/**
 * One connection that listens for all subscribers of this process (PostgreSQL LISTEN), opened with the first of them and
 * closed with the last. A lost connection is opened again, and every subscriber is told to look for itself what it missed.
 */
export class Listener {
  readonly #url: () => string;
  readonly #subscribers = new Map<string, Set<Subscriber>>();
  readonly #log = createLogger("listen");
  #client: pg.Client | undefined;
  #connecting: Promise<void> | undefined;
  #retry: NodeJS.Timeout | undefined;
  #retryMs = firstRetryMs;

  constructor(url: () => string) {
    this.#url = url;
  }

  /** Calls `subscriber` for each notification on `channel` until the returned function is called. Resolves once it listens. */
  async subscribe(channel: string, subscriber: Subscriber): Promise<() => void> {
    const known = this.#subscribers.get(channel);
    const subscribers = known ?? new Set();
    subscribers.add(subscriber);
    this.#subscribers.set(channel, subscribers);
    if (!this.#client) await (this.#connecting ??= this.#connect());
    else if (!known) await this.#listen(this.#client, channel).catch((error: unknown) => this.#lost(this.#client, error));
    return () => this.#unsubscribe(channel, subscriber);
  }

  #unsubscribe(channel: string, subscriber: Subscriber): void {
    const subscribers = this.#subscribers.get(channel);
    subscribers?.delete(subscriber);
    if (subscribers?.size === 0) this.#subscribers.delete(channel);
    if (this.#subscribers.size > 0) return;
    clearTimeout(this.#retry);
    const client = this.#client;
    this.#client = undefined;
    void client?.end().catch(() => undefined);
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({ connectionString: this.#url(), keepAlive: true, application_name: "imagefactory listen" });
    client.on("notification", ({ channel, payload }) => this.#tell(channel, payload ?? ""));
    client.on("error", (error) => this.#lost(client, error));
    client.on("end", () => this.#lost(client, "the connection was closed"));
    try {
      await client.connect();
      for (const channel of this.#subscribers.keys()) await this.#listen(client, channel);
      this.#client = client;
      this.#retryMs = firstRetryMs;
      // Whoever left while this was connecting found nothing to close.
      if (this.#subscribers.size === 0) this.#lost(client, "nobody listens any more");
    } catch (error) {
      void client.end().catch(() => undefined);
      this.#retryLater(error);
    } finally {
      this.#connecting = undefined;
    }
  }

  async #listen(client: pg.Client, channel: string): Promise<void> {
    await client.query(`listen ${client.escapeIdentifier(channel)}`);
  }

  #lost(client: pg.Client | undefined, reason: unknown): void {
    if (!client || client !== this.#client) return;
    this.#client = undefined;
    void client.end().catch(() => undefined);
    this.#retryLater(reason);
  }

  #retryLater(reason: unknown): void {
    if (this.#subscribers.size === 0) return;
    this.#log.warn({ error: messageOf(reason), retryMs: this.#retryMs }, "notifications interrupted");
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => {
      this.#connecting ??= this.#connect().then(() => {
        if (this.#client) for (const channel of this.#subscribers.keys()) this.#tell(channel, null);
      });
    }, this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, lastRetryMs);
  }

  #tell(channel: string, payload: string | null): void {
    for (const subscriber of this.#subscribers.get(channel) ?? []) subscriber(payload);
  }
}

const shared = globalThis as typeof globalThis & { imageFactoryListener?: Listener };

function databaseUrl(): string {
  const url = process.env["DATABASE_URL"];
  if (!url) throw new Error("DATABASE_URL is not set: start the parts with `npm start`, or name a PostgreSQL database in it.");
  return url;
}

/**
 * Listens on `channel` through the one connection of this process (Next loads its server code in several bundles, so it
 * lives on `globalThis`). Returns the function that ends the subscription.
 */
export function subscribe(channel: string, subscriber: Subscriber): Promise<() => void> {
  return (shared.imageFactoryListener ??= new Listener(databaseUrl)).subscribe(channel, subscriber);
}
