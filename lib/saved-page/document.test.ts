import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import words from "../../messages/en/verify.json";
import { savedDocument } from "./document.ts";
import type { SavedPage } from "./schema.ts";

const page: SavedPage = { locale: "en", portal: "https://factory.example", keysChangedAt: "2026-11-24T00:00:00.000Z", keys: [{ fingerprint: "A".repeat(40), armored: "</script><b>", isRevoked: false }], isDemo: false, words };
const parts = { script: 'const a = "</script>", b = "<!--";', worker: 'postMessage("</SCRIPT>")', style: 'a::before{content:"</style>"}' };

const hashOf = (text = "") => `sha256-${createHash("sha256").update(text).digest("base64")}`;
const documentText = savedDocument(page, parts);
const policy = /Content-Security-Policy" content="([^"]+)"/.exec(documentText)?.[1] ?? "";

it("lets the document run its own program and look, and nothing else", () => {
  const script = /<script>([\s\S]*?)<\/script>/.exec(documentText)?.[1];
  const style = /<style>([\s\S]*?)<\/style>/.exec(documentText)?.[1];
  expect(policy.split("; ")).toEqual([
    "default-src 'none'", `script-src '${hashOf(script)}' 'wasm-unsafe-eval'`, `style-src '${hashOf(style)}'`, "font-src data:", "worker-src blob:", "base-uri 'none'", "form-action 'none'",
  ]);
});

it("keeps texts that look like the end of an element where they stand", () => {
  expect(documentText.match(/<\/script>/gi)).toHaveLength(3);
  expect(documentText.match(/<\/style>/gi)).toHaveLength(1);
  expect(documentText).toContain('const a = "<\\/script>", b = "<\\!--";');
  const data = /<script type="application\/json" id="page">([\s\S]*?)<\/script>/.exec(documentText)?.[1] ?? "";
  expect(JSON.parse(data)).toEqual(page);
});

it("is the same for the same keys, and names the portal that it came from", () => {
  expect(savedDocument(page, parts)).toBe(documentText);
  expect(documentText).toContain("<title>Verify a download · factory.example</title>");
});
