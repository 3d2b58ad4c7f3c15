"use client";

import { useEffect } from "react";
import { MatrixAnswers } from "./matrix-answers.ts";
import { stepFrom } from "./matrix-steps.ts";

/**
 * Makes the cells of a matrix tell their reasons on hover and focus, and lets the arrow keys, Home and End go through them;
 * one cell is a stop of the tab key (WAI-ARIA Authoring Practices, "Grid"). Everything is within reach without this, too.
 */
export function MatrixKeys({ matrixId }: { matrixId: string }) {
  useEffect(() => {
    const root = document.getElementById(matrixId);
    if (!root) return;
    const stop = new AbortController();
    const answers = new MatrixAnswers(root, stop.signal);
    followPointer(root, answers, stop.signal);
    followFocus(root, answers, stop.signal);
    return () => stop.abort();
  }, [matrixId]);
  return null;
}

const cellOf = (target: EventTarget | null) => (target as Element | null)?.closest<HTMLButtonElement>("td button") ?? null;

function followPointer(root: HTMLElement, answers: MatrixAnswers, signal: AbortSignal): void {
  root.addEventListener("pointerover", ({ target, pointerType }) => {
    if (pointerType !== "mouse") return;
    const cell = cellOf(target);
    if (cell) answers.showSoon(cell);
    else if ((target as Element).closest("[popover]")) answers.stay();
    else answers.hideSoon();
  }, { signal });
  root.addEventListener("pointerleave", () => answers.hideSoon(), { signal });
  // Without this script the browser itself opens and closes; here a click also has to keep what the pointer opened.
  root.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>("button[popovertarget]");
    if (!button) return;
    event.preventDefault();
    answers.toggle(button);
  }, { signal });
}

function followFocus(root: HTMLElement, answers: MatrixAnswers, signal: AbortSignal): void {
  let tabStop = root.querySelector<HTMLButtonElement>("td button");
  if (tabStop) tabStop.tabIndex = 0;
  root.addEventListener("focusin", ({ target }) => {
    const cell = cellOf(target);
    if (!cell) {
      if (!(target as Element).closest("[popover]")) answers.hide();
      return;
    }
    if (tabStop) tabStop.tabIndex = -1;
    tabStop = cell;
    cell.tabIndex = 0;
    if (cell.matches(":focus-visible")) answers.show(cell);
  }, { signal });
  root.addEventListener("keydown", (event) => {
    const cell = cellOf(event.target)?.closest("td");
    const next = cell && stepFrom(cell, event.key, event.ctrlKey);
    if (!next) return;
    event.preventDefault();
    next.querySelector("button")?.focus();
  }, { signal });
}
