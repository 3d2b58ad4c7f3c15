import { answerId, rowAnswerId, type Look } from "./matrix-look.ts";

/** An image as the matrix shows it, with the places of the answers of its cells and of the whole row. */
export type MatrixImage = { name: string; href: string; markId: string; isRetired: boolean; /** The name of the button that tells the whole row. */ why: string; cells: number[]; rowAnswer: number };

export type MatrixWords = Record<Look, string> & { retired: string };

/** Where in the page stand the signs that the rows show: each is drawn once. */
export const signIds = { why: "matrix-sign-why", retired: "matrix-sign-retired" };

// Shorter names fit into their column in one line.
const longName = 28;

type Rest = { /** How an answer looks, by its place. */ looks: Record<number, Look>; words: MatrixWords; /** Where a group of columns begins. */ starts: number[] };

/**
 * The row of an image as HTML. A cell is a button that opens its reason; the cells are no stops of the tab key, which would
 * have hundreds: the button beside the name tells the whole row, and arrow keys go through the cells.
 */
export function rowHtml({ name, href, markId, isRetired, why, cells, rowAnswer }: MatrixImage, { looks, words, starts }: Rest): string {
  const mark = `<svg width="20" height="20" class="matrix-mark" aria-hidden="true"><use href="#${escaped(markId)}"></use></svg>`;
  const shown = name.length > longName ? escaped(name).replace(/[_/-](?=.)/g, "$&<wbr>") : escaped(name);
  const link = `<a href="${escaped(href)}" data-soft=""${isRetired ? ' class="retired"' : ""}>${shown}</a>`;
  const retired = isRetired ? `<svg width="16" height="16" class="matrix-mark" role="img" aria-label="${escaped(words.retired)}"><use href="#${signIds.retired}"></use></svg>` : "";
  const button = `<button type="button" popovertarget="${rowAnswerId(rowAnswer)}" class="matrix-why" aria-label="${escaped(why)}"><svg width="16" height="16" aria-hidden="true"><use href="#${signIds.why}"></use></svg></button>`;
  const row = cells.map((place, at) => {
    const look = looks[place] ?? "no";
    return `<td${starts.includes(at) ? ' class="start"' : ""}><button type="button" tabindex="-1" popovertarget="${answerId(place)}" class="${look}">${escaped(words[look])}</button></td>`;
  });
  return `<tr><th scope="row"><span class="matrix-image">${mark}${link}${retired}${button}</span></th>${row.join("")}</tr>`;
}

/** The line above the images of a category, over `columns` columns. */
export function categoryHtml(category: string, columns: number): string {
  return `<tr class="matrix-category"><th scope="rowgroup" colspan="${columns}"><span>${escaped(category)}</span></th></tr>`;
}

const named: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Text that stands between tags or in a quoted attribute. */
function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => named[sign] ?? sign);
}
