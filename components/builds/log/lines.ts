import { plainOf } from "./ansi.ts";

/** A place in a log where a stage begins, or where the build ends: `=== testing (attempt 2)`, `=== failed: …`. */
export type Marker = { line: number; name: string; attempt: number };

// What the worker writes, behind the time of day.
const marker = /^\d\d:\d\d:\d\d\.\d{3} === (building|testing|signing|publishing|failed|cancelled)\b(?: \(attempt (\d+)\))?/;

/** The lines of a log in memory, numbered from `first` on; grows at its end. */
export class LogLines {
  readonly first: number;
  readonly markers: Marker[] = [];
  /** The width of the longest line, in characters. */
  longest = 0;
  readonly #lines: string[] = [];
  readonly #widths: number[] = [];
  #open = "";

  constructor(first = 1) {
    this.first = first;
  }

  /** How many lines are whole; what follows the last line break waits for its end. */
  get count(): number {
    return this.#lines.length;
  }

  /** The number behind the last line. */
  get end(): number {
    return this.first + this.#lines.length;
  }

  append(text: string): void {
    const parts = (this.#open + text).split("\n");
    this.#open = parts.pop() ?? "";
    for (const line of parts) this.#push(line);
  }

  /** The end of a log whose last line has no line break. */
  close(): void {
    if (this.#open !== "") this.append("\n");
  }

  /** The line of this number as it was written; empty for none. */
  at(number: number): string {
    return this.#lines[number - this.first] ?? "";
  }

  /** The width of a line by its place in memory, in characters. */
  widthAt(index: number): number {
    return this.#widths[index] ?? 0;
  }

  /** Puts the lines of another log from number `from` on behind these. */
  take(other: LogLines, from: number): void {
    for (let number = from; number < other.end; number += 1) this.#push(other.at(number));
    this.#open = other.#open;
  }

  #push(line: string): void {
    this.#lines.push(line);
    const width = plainOf(line).length;
    this.#widths.push(width);
    if (width > this.longest) this.longest = width;
    const found = line.length < 200 || line.startsWith("===", 13) ? marker.exec(line) : null;
    if (found?.[1]) this.markers.push({ line: this.end - 1, name: found[1], attempt: Number(found[2] ?? 1) });
  }
}
