import type { TrustedKey } from "#lib/keys/schema.ts";
import type { Locale } from "#lib/locales.ts";
import type verifyMessages from "../../messages/en/verify.json";

/** The name under which the page is saved, and the last part of its address. */
export const savedPageName = "imagefactory-verify.html";
export const savedPagePath = `/verify/${savedPageName}`;

/** What the saved page carries besides its program. It has nobody whom it could ask. */
export type SavedPage = {
  locale: Locale;
  /** The address of the portal that it comes from. */
  portal: string;
  /** When the newest change of the keys was made, ISO 8601; null without any key. The file says nothing of the day on which it was saved, so that the same keys make the same file. */
  keysChangedAt: string | null;
  keys: TrustedKey[];
  /** Is the catalog of the portal made up? */
  isDemo: boolean;
  words: typeof verifyMessages;
};
