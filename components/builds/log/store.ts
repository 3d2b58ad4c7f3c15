import { LogLines } from "./lines.ts";

export type Connection = "waiting" | "live" | "interrupted" | "ended";
/** How much of the log is here: its end, or all of it. */
export type Extent = "end" | "fetching" | "all" | "failed";

export type LogStart = { text: string; firstLine: number; isCut: boolean; afterSequence: number };

/** Listeners are told no more often than so, in milliseconds: nobody reads lines that fly by faster. */
const quietMs = 80;

/** The log in the browser. Tells its listeners of changes together, some times a second. */
export class LogStore {
  lines: LogLines;
  connection: Connection = "waiting";
  extent: Extent;
  #version = 0;
  #isDue = false;
  #toldAt = 0;
  readonly #startEnd: number;
  readonly #listeners = new Set<() => void>();

  constructor({ text, firstLine, isCut }: Pick<LogStart, "text" | "firstLine" | "isCut">) {
    this.lines = new LogLines(firstLine);
    this.lines.append(text);
    this.#startEnd = this.lines.end;
    this.extent = isCut ? "end" : "all";
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** Differs after every change. */
  readonly version = (): number => this.#version;

  append(text: string): void {
    this.lines.append(text);
    this.#changed();
  }

  setConnection(connection: Connection): void {
    this.connection = connection;
    if (connection === "ended") this.lines.close();
    this.#changed();
  }

  /** Fetches what is before the lines that the page came with, while new ones keep coming. */
  async fetchAll(address: string, signal: AbortSignal): Promise<void> {
    if (this.extent !== "end" && this.extent !== "failed") return;
    this.#setExtent("fetching");
    try {
      const whole = new LogLines();
      const answer = await fetch(address, { signal });
      if (!answer.ok || !answer.body) throw new Error(`${answer.status}`);
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      for (let piece = await reader.read(); !piece.done; piece = await reader.read()) whole.append(piece.value);
      // What has come since the page was made is only here.
      whole.take(this.lines, Math.max(this.#startEnd, this.lines.first));
      this.lines = whole;
      this.#setExtent("all");
    } catch {
      if (!signal.aborted) this.#setExtent("failed");
      else this.extent = "end";
    }
  }

  #tell(): void {
    this.#isDue = false;
    this.#toldAt = performance.now();
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }

  #setExtent(extent: Extent): void {
    this.extent = extent;
    this.#changed();
  }

  #changed(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    // A page in the background gets no frames; it reads everything once it is looked at again.
    setTimeout(() => requestAnimationFrame(() => this.#tell()), Math.max(0, this.#toldAt + quietMs - performance.now()));
  }
}
