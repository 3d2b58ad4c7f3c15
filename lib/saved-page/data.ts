import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { isDemo } from "#lib/demo/data.ts";
import { readEnv } from "#lib/env.ts";
import { findLastKeyChange, listTrustedKeys } from "#lib/keys/data.ts";
import type { Locale } from "#lib/locales.ts";
import de from "../../messages/de/verify.json";
import en from "../../messages/en/verify.json";
import { savedDocument, type SavedPageParts } from "./document.ts";

const words = { en, de };

/** The verify page of today's keys as one HTML document, for whoever wants to check files away from this portal. */
export async function readSavedPage(locale: Locale): Promise<string> {
  const [keys, keysChangedAt, isMadeUp, parts] = await Promise.all([listTrustedKeys(), findLastKeyChange(), isDemo(), readParts()]);
  const page = { locale, portal: readEnv().PUBLIC_URL, keysChangedAt: keysChangedAt?.toISOString() ?? null, keys, isDemo: isMadeUp, words: words[locale] };
  return savedDocument(page, parts);
}

/** The parts lie beside the built pages: they are made together (lib/launch/saved-page.ts). */
async function readParts(): Promise<SavedPageParts> {
  const folder = join(process.cwd(), ".next", "saved-page");
  const [script, worker, style] = await Promise.all(["page.js", "worker.js", "page.css"].map((name) => readFile(join(folder, name), "utf8")));
  return { script: script ?? "", worker: worker ?? "", style: style ?? "" };
}
