/** The cell that a key leads to from `cell`, by the keys of a grid; null for other keys and beyond the edge. */
export function stepFrom(cell: HTMLTableCellElement, key: string, toEdge: boolean): HTMLTableCellElement | null {
  const row = cell.parentElement as HTMLTableRowElement;
  // Only rows of images have cells; those that name a category are passed over.
  const rows = [...(row.closest("table")?.querySelectorAll<HTMLTableRowElement>("tr:has(td)") ?? [])];
  const at = rows.indexOf(row);
  const first = 1;
  const last = row.cells.length - 1;
  const inRow = (to: HTMLTableRowElement | undefined, column: number) => (column >= first ? (to?.cells[column] ?? null) : null);
  switch (key) {
    case "ArrowRight":
      return inRow(row, cell.cellIndex + 1);
    case "ArrowLeft":
      return inRow(row, cell.cellIndex - 1);
    case "ArrowDown":
      return inRow(rows[at + 1], cell.cellIndex);
    case "ArrowUp":
      return inRow(rows[at - 1], cell.cellIndex);
    case "Home":
      return inRow(toEdge ? rows[0] : row, first);
    case "End":
      return inRow(toEdge ? rows.at(-1) : row, last);
    default:
      return null;
  }
}
