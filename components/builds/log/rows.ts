import type { LogLines } from "./lines.ts";

/** One row of the screen: a line, or a part of one that is wrapped. Characters `start` to `end` of what is read. */
export type Row = { line: number; start: number; end: number; isFirst: boolean };

/**
 * Which line stands in which row. Every row is equally high, so that the place of any row is a multiplication: a long line is
 * wrapped by cutting it after `columns` characters of the fixed-width type, not by the browser.
 */
export class RowMap {
  readonly #lines: LogLines;
  readonly #columns: number;
  /** The first row of each line; only kept where lines are wrapped. */
  readonly #starts: number[] = [];
  #known = 0;
  #rows = 0;

  /** `columns`: null to wrap nothing. */
  constructor(lines: LogLines, columns: number | null) {
    this.#lines = lines;
    this.#columns = columns ?? Number.POSITIVE_INFINITY;
  }

  /** How many rows there are; counts lines that have come since. */
  get count(): number {
    if (this.#columns === Number.POSITIVE_INFINITY) return this.#lines.count;
    for (; this.#known < this.#lines.count; this.#known += 1) {
      this.#starts.push(this.#rows);
      this.#rows += this.#height(this.#known);
    }
    return this.#rows;
  }

  /** The first row of the line of this number. */
  rowOf(number: number): number {
    const index = Math.min(Math.max(0, number - this.#lines.first), Math.max(0, this.#lines.count - 1));
    if (this.#columns === Number.POSITIVE_INFINITY || this.count === 0) return index;
    return this.#starts[index] ?? 0;
  }

  /** What stands in the rows `from` to `to` (left out). */
  slice(from: number, to: number): Row[] {
    const rows: Row[] = [];
    const last = Math.min(to, this.count);
    for (let row = Math.max(0, from); row < last; row += 1) {
      const index = this.#indexAt(row);
      const part = this.#columns === Number.POSITIVE_INFINITY ? 0 : row - (this.#starts[index] ?? 0);
      const start = part === 0 ? 0 : part * this.#columns;
      rows.push({ line: this.#lines.first + index, start, end: start + this.#columns, isFirst: part === 0 });
    }
    return rows;
  }

  #height(index: number): number {
    return Math.max(1, Math.ceil(this.#lines.widthAt(index) / this.#columns));
  }

  /** The last line that begins in this row or above, by halving. */
  #indexAt(row: number): number {
    if (this.#columns === Number.POSITIVE_INFINITY) return row;
    let [low, high] = [0, this.#starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#starts[middle] ?? 0) <= row) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
