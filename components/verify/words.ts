import type en from "../../messages/en/verify.json";

/** The words of the check, in the language of the page. Values are put into `{name}`. */
export type Words = (typeof en)["client"];

/** Puts values into a text. The words of this part have nothing but plain values, so no library comes to the browser for them. */
export function fillIn(text: string, values: Record<string, string>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
