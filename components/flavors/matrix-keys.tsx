"use client";

import { useEffect } from "react";
import { stepFrom } from "./matrix-steps.ts";

const openAfterMs = 120;
const closeAfterMs = 200;

/**
 * Makes the cells of a matrix tell their reasons on hover and lets the arrow keys, Home and End go through them. One cell
 * is a stop of the tab key (WAI-ARIA Authoring Practices, "Grid"). Everything else works without this.
 */
export function MatrixKeys({ tableId }: { tableId: string }) {
  useEffect(() => {
    const root = document.getElementById(tableId);
    const table = root?.querySelector("table");
    if (!root || !table) return;
    const stop = new AbortController();
    const options = { signal: stop.signal };
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stayed: HTMLElement | null = null;

    const show = (cell: HTMLButtonElement) => {
      const popover = cell.popoverTargetElement as HTMLElement | null;
      if (!popover) return;
      nameAnswer(cell, popover);
      // Shown already for another cell that says the same: it has to move here.
      if (popover.matches(":popover-open")) popover.hidePopover();
      popover.showPopover({ source: cell });
      mark(table, cell);
    };
    const hide = () => {
      const open = root.querySelector<HTMLElement>(":popover-open");
      if (open && open !== stayed) open.hidePopover();
      mark(table, null);
    };

    root.addEventListener("pointerover", ({ target, pointerType }) => {
      if (pointerType !== "mouse") return;
      clearTimeout(timer);
      const cell = (target as Element).closest<HTMLButtonElement>("td button");
      if (cell) timer = setTimeout(() => show(cell), openAfterMs);
      else if (!(target as Element).closest("[popover]")) timer = setTimeout(hide, closeAfterMs);
    }, options);
    root.addEventListener("pointerleave", () => {
      clearTimeout(timer);
      timer = setTimeout(hide, closeAfterMs);
    }, options);

    // A click keeps open what the pointer had opened; a second one closes it.
    root.addEventListener("click", (event) => {
      const button = (event.target as Element).closest<HTMLButtonElement>("button[popovertarget]");
      const popover = button?.popoverTargetElement as HTMLElement | null | undefined;
      if (!button || !popover) return;
      event.preventDefault();
      clearTimeout(timer);
      if (popover === stayed && popover.matches(":popover-open")) popover.hidePopover();
      else {
        show(button);
        stayed = popover;
      }
    }, options);
    root.addEventListener("toggle", ({ target, newState }) => {
      if (newState === "closed" && target === stayed) stayed = null;
    }, { ...options, capture: true });

    let tabStop = table.querySelector<HTMLButtonElement>("td button");
    if (tabStop) tabStop.tabIndex = 0;
    table.addEventListener("focusin", ({ target }) => {
      const cell = (target as Element).closest<HTMLButtonElement>("td button");
      if (!cell) return;
      if (tabStop) tabStop.tabIndex = -1;
      tabStop = cell;
      cell.tabIndex = 0;
      if (cell.matches(":focus-visible")) show(cell);
    }, options);
    table.addEventListener("keydown", (event) => {
      const cell = (event.target as Element).closest<HTMLTableCellElement>("td");
      const next = cell && stepFrom(cell, event.key, event.ctrlKey);
      if (!next) return;
      event.preventDefault();
      next.querySelector("button")?.focus();
    }, options);
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [tableId]);
  return null;
}

/** Says in the shared text of an answer which image and family it is shown for. */
function nameAnswer(button: HTMLButtonElement, popover: HTMLElement): void {
  const cell = button.closest("td, th") as HTMLTableCellElement;
  const image = cell.parentElement?.querySelector("th a")?.textContent ?? "";
  const family = cell.tagName === "TD" ? cell.closest("table")?.tHead?.rows[1]?.cells[cell.cellIndex - 1]?.textContent : undefined;
  const where = popover.querySelector("[data-where]");
  if (where) where.textContent = family ? `${image} · ${family}` : image;
  button.setAttribute("aria-describedby", popover.id);
}

/** Tints the column of a cell, as CSS tints its row. */
function mark(table: HTMLTableElement, button: HTMLButtonElement | null): void {
  for (const column of table.querySelectorAll("col[class]")) column.removeAttribute("class");
  const cell = button?.closest<HTMLTableCellElement>("td");
  if (cell) table.querySelectorAll("col")[cell.cellIndex]?.setAttribute("class", "pointed");
}
