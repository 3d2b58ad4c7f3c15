const openAfterMs = 120;
const closeAfterMs = 200;

/**
 * The answers of a matrix, of which one at a time stands open beside its button. One that was clicked stays until it is
 * clicked again or dismissed; others go with the pointer or the focus.
 */
export class MatrixAnswers {
  readonly #root: HTMLElement;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #shown: { button: HTMLButtonElement; popover: HTMLElement } | null = null;
  #isKept = false;

  constructor(root: HTMLElement, signal: AbortSignal) {
    this.#root = root;
    signal.addEventListener("abort", () => clearTimeout(this.#timer));
  }

  show(button: HTMLButtonElement): void {
    clearTimeout(this.#timer);
    const popover = button.popoverTargetElement as HTMLElement | null;
    if (!popover) return;
    // The same text may be open beside another cell: it has to come here.
    popover.hidePopover();
    nameAnswer(button, popover);
    popover.showPopover({ source: button });
    this.#shown = { button, popover };
    this.#isKept = false;
    markColumn(this.#root, button);
  }

  showSoon(button: HTMLButtonElement): void {
    clearTimeout(this.#timer);
    if (!this.#isOpenAndKept()) this.#timer = setTimeout(() => this.show(button), openAfterMs);
  }

  /** What a click does: shows and keeps, or closes what it had kept. */
  toggle(button: HTMLButtonElement): void {
    if (this.#isOpenAndKept() && this.#shown?.button === button) {
      this.#shown.popover.hidePopover();
      return;
    }
    this.show(button);
    this.#isKept = true;
  }

  hideSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.hide(), closeAfterMs);
  }

  /** The pointer has come to the open answer itself, perhaps for a link in it. */
  stay(): void {
    clearTimeout(this.#timer);
  }

  hide(): void {
    if (!this.#isOpenAndKept()) this.#shown?.popover.hidePopover();
    markColumn(this.#root, null);
  }

  #isOpenAndKept(): boolean {
    return this.#isKept && (this.#shown?.popover.matches(":popover-open") ?? false);
  }
}

/** Says in the shared text of an answer which image and family it is shown for, and tells readers of the screen that it belongs to the button. */
function nameAnswer(button: HTMLButtonElement, popover: HTMLElement): void {
  const cell = button.closest<HTMLTableCellElement>("td, th");
  const image = cell?.parentElement?.querySelector("th a")?.textContent ?? "";
  const family = cell?.tagName === "TD" ? cell.closest("table")?.tHead?.rows[1]?.cells[cell.cellIndex - 1]?.textContent : undefined;
  const where = popover.querySelector("[data-where]");
  if (where) where.textContent = family ? `${image} · ${family}` : image;
  button.setAttribute("aria-describedby", popover.id);
}

/** Tints the column of a cell, as the style sheet tints its row. */
function markColumn(root: HTMLElement, button: HTMLButtonElement | null): void {
  for (const column of root.querySelectorAll("col[class]")) column.removeAttribute("class");
  const cell = button?.closest<HTMLTableCellElement>("td");
  if (cell) root.querySelectorAll("col")[cell.cellIndex]?.setAttribute("class", "pointed");
}
