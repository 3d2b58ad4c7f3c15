import { z } from "zod";

const rowsPerPage = 50;

/** `?page=3` of a long list; the first page for anything that is no such number. */
export const pageNumber = z.coerce.number().int().min(1).max(1_000_000).catch(1);

/** One page of a list: its rows, which page it is, and of how many. */
export type PageOf<Row> = { rows: Row[]; number: number; count: number };

/** Which rows of so many the page with this number has, for lists that the database cuts; a page behind the end is the last one. */
export function placeOfPage(total: number, asked: number): { number: number; count: number; skip: number; take: number } {
  const count = Math.max(1, Math.ceil(total / rowsPerPage));
  const number = Math.min(asked, count);
  return { number, count, skip: (number - 1) * rowsPerPage, take: rowsPerPage };
}

/** Cuts the page with this number out of a list, at most 50 rows; a page behind the end is the last one. */
export function pageOf<Row>(rows: Row[], asked: number): PageOf<Row> {
  const { number, count, skip, take } = placeOfPage(rows.length, asked);
  return { rows: rows.slice(skip, skip + take), number, count };
}
