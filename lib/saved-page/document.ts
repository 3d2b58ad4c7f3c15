import { createHash } from "node:crypto";
import type { SavedPage } from "./schema.ts";

/** The program of the page, of its worker, and its look, each as one text. */
export type SavedPageParts = { script: string; worker: string; style: string };

/**
 * One HTML document with everything in it: it opens from a disk, without a network and without a portal. Its own policy lets it
 * load nothing and ask nobody, so whatever is checked with it stays on the machine.
 */
export function savedDocument(page: SavedPage, parts: SavedPageParts): string {
  const [script, worker, style] = [withinScript(parts.script), withinScript(parts.worker), parts.style.replaceAll("</", "<\\/")];
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}' 'wasm-unsafe-eval'`,
    `style-src '${hashOf(style)}'`,
    "font-src data:",
    "worker-src blob:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return `<!doctype html>
<html lang="${page.locale}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escaped(page.words.title)} · ${escaped(new URL(page.portal).host)}</title>
<style>${style}</style>
</head>
<body>
<div id="root"></div>
<noscript>${escaped(page.words.saved.noScript)}</noscript>
<script type="application/json" id="page">${JSON.stringify(page).replaceAll("<", "\\u003c")}</script>
<script type="text/plain" id="worker">${worker}</script>
<script>${script}</script>
</body>
</html>
`;
}

// Within a script element only these two ends matter to the parser of HTML (§13.2.5.4); both stand in strings and patterns, where
// the backslash changes nothing.
function withinScript(code: string): string {
  return code.replaceAll(/<(?=\/script|!--)/gi, "<\\").trim();
}

function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
