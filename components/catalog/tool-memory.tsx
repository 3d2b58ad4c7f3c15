"use client";

import { useLayoutEffect } from "react";

const key = "tool";

/** Remembers which tool the reader chose last, in the browser alone; an address that names a tool wins. Shows nothing. */
export function ToolMemory() {
  useLayoutEffect(() => {
    const radios = [...document.querySelectorAll<HTMLInputElement>('input[type="radio"][name="tool"]')];
    const remember = (event: Event) => write((event.currentTarget as HTMLInputElement).value);
    for (const radio of radios) radio.addEventListener("change", remember);
    const remembered = new URLSearchParams(location.search).has("tool") ? null : read();
    const chosen = radios.find(({ value }) => value === remembered);
    if (chosen) chosen.checked = true;
    return () => {
      for (const radio of radios) radio.removeEventListener("change", remember);
    };
  }, []);
  return null;
}

// A browser may refuse to keep anything; then nothing is remembered.
function read(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(tool: string): void {
  try {
    localStorage.setItem(key, tool);
  } catch {
    // Nothing is lost but the convenience.
  }
}
