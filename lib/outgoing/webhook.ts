import { createHmac } from "node:crypto";
import { lookup } from "node:dns/promises";
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

const timeoutMs = 10_000;

/** A message that did not arrive; `status` is what the receiver answered, if it did. */
export class OutgoingError extends Error {
  override readonly name = "OutgoingError";
  readonly status: number | null;

  constructor(message: string, status: number | null = null) {
    super(message);
    this.status = status;
  }
}

export type Webhook = {
  url: string;
  /** The same at every attempt: a receiver that has seen it ignores the rest. */
  id: string;
  body: string;
  /** `whsec_…`; with two of them the message carries both signatures. */
  secrets: string[];
  isAllowed: (address: string) => boolean;
};

/** The header `webhook-signature` of Standard Webhooks: HMAC-SHA-256 over `id.timestamp.body` for each secret. `timestamp` in seconds. */
export function signaturesOf(id: string, timestamp: number, body: string, secrets: string[]): string {
  return secrets.map((secret) => `v1,${createHmac("sha256", Buffer.from(secret.replace(/^whsec_/, ""), "base64")).update(`${id}.${timestamp}.${body}`).digest("base64")}`).join(" ");
}

/**
 * Sends one webhook and returns the status of the answer, which is always 2xx. The name is resolved once, all of its addresses
 * are judged, and one of them is connected to, so that no second answer of the name service can lead elsewhere. Redirects are
 * not followed, and the answer's body is not read.
 * @throws OutgoingError for everything else, within ten seconds
 */
export async function postWebhook({ url, id, body, secrets, isAllowed }: Webhook): Promise<number> {
  const target = new URL(url);
  const signal = AbortSignal.timeout(timeoutMs);
  const address = await Promise.race([resolveAllowed(target.hostname.replace(/^\[|\]$/g, ""), isAllowed), sleep(timeoutMs, undefined, { ref: false }).then(() => Promise.reject(new OutgoingError(`The name was not resolved within ${timeoutMs / 1000} s.`)))]);
  const timestamp = Math.floor(Date.now() / 1000);
  const headers = {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    "user-agent": "imagefactory",
    "webhook-id": id,
    "webhook-timestamp": String(timestamp),
    "webhook-signature": signaturesOf(id, timestamp, body, secrets),
  };
  const status = await new Promise<number>((resolve, reject) => {
    const send = target.protocol === "https:" ? requestHttps : requestHttp;
    const request = send(target, { method: "POST", headers, agent: false, signal, lookup: (_name, options, done) => (options.all ? done(null, [address]) : done(null, address.address, address.family)) }, (response) => {
      resolve(response.statusCode ?? 0);
      response.destroy();
    });
    request.on("error", (error: NodeJS.ErrnoException) => reject(new OutgoingError(signal.aborted ? `No answer within ${timeoutMs / 1000} s.` : `Not reached: ${error.code ?? error.message}.`)));
    request.end(body);
  });
  if (status >= 300 && status < 400) throw new OutgoingError(`Answered ${status}; redirects are not followed.`, status);
  if (status < 200 || status >= 300) throw new OutgoingError(`Answered ${status}.`, status);
  return status;
}

async function resolveAllowed(host: string, isAllowed: Webhook["isAllowed"]): Promise<{ address: string; family: number }> {
  const found = isIP(host) ? [{ address: host, family: isIP(host) }] : await lookup(host, { all: true }).catch((error: NodeJS.ErrnoException) => Promise.reject(new OutgoingError(`The name was not resolved: ${error.code ?? error.message}.`)));
  const [first] = found;
  const refused = found.find(({ address }) => !isAllowed(address));
  if (!first || refused) throw new OutgoingError(`${refused?.address ?? host} is no address of the public internet. WEBHOOK_NETWORKS can allow its network.`);
  return first;
}
