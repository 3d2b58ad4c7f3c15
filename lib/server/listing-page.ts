import type { DownloadListing, DownloadRevocation, ListingEntry } from "#lib/downloads/schema.ts";

const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => escapes[character] ?? character);
}

/**
 * A folder as a page that works without scripts and that `wget -r` can follow: every link is relative and plain.
 * `path` is the folder's decoded address with its final slash.
 */
export function renderListing(path: string, { entries, revocation }: DownloadListing): string {
  const title = escapeHtml(`Index of ${path}`);
  const rows = entries.map(renderRow).join("\n");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="stylesheet" href="/listing.css">
</head>
<body>
<main>
<h1>${title}</h1>
${path === "/download/" ? "" : '<p><a href="../">Parent folder</a></p>\n'}${revocation ? renderRevocation(revocation) : ""}${
    entries.length === 0
      ? "<p>Nothing has been published here yet.</p>"
      : `<table>
<thead><tr><th scope="col">Name</th><th scope="col">Size</th><th scope="col">Date (UTC)</th><th scope="col">Note</th></tr></thead>
<tbody>
${rows}
</tbody>
</table>`
  }
</main>
</body>
</html>
`;
}

function renderRow({ name, kind, sizeBytes, modifiedAt, note }: ListingEntry): string {
  const href = kind === "folder" ? `${encodeURIComponent(name.slice(0, -1))}/` : encodeURIComponent(name);
  const size = sizeBytes === null ? "" : `<data value="${sizeBytes}" title="${sizeBytes} bytes">${formatSize(sizeBytes)}</data>`;
  const date = modifiedAt ? `<time datetime="${modifiedAt.toISOString()}">${modifiedAt.toISOString().slice(0, 16).replace("T", " ")}</time>` : "";
  return `<tr><td><a href="${href}">${escapeHtml(name)}</a></td><td>${size}</td><td>${date}</td><td>${escapeHtml(note ?? "")}</td></tr>`;
}

function renderRevocation(revocation: DownloadRevocation): string {
  return `<p class="revoked"><strong>Revoked.</strong> ${escapeHtml(describeRevocation(revocation))} Files are given out only with <code>?revoked=1</code>.</p>\n`;
}

/** One or two sentences on why a build was withdrawn and what to use instead. */
export function describeRevocation({ reason, explanation, replacementVersion }: DownloadRevocation): string {
  const sentence = explanation.trim().replace(/([^.!?])$/, "$1.");
  const replacement = replacementVersion ? `Use ${replacementVersion} instead.` : "There is no replacement yet.";
  return `This build was withdrawn (${reason.replaceAll("_", " ")}): ${sentence} ${replacement}`;
}

function formatSize(bytes: number): string {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  const exponent = bytes < 1 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), units.length - 1);
  const value = bytes / 1024 ** exponent;
  return `${exponent === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[exponent]}`;
}
