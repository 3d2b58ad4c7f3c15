/** One suite of one registered package source. `signedBy` is a path, a key block, or empty. */
export type AptSource = { uri: string; suite: string; signedBy: string };

/** Package sources in either form of sources.list(5): one line each, or stanzas of deb822(5). Source code is left out. */
export function parseAptSources(text: string): AptSource[] {
  const lines = text.split("\n").filter((line) => !/^\s*#/.test(line)).join("\n");
  return [...oneLineSources(lines), ...lines.split(/\n[ \t]*\n/).flatMap(stanzaSources)];
}

function oneLineSources(text: string): AptSource[] {
  return [...text.matchAll(/^deb[ \t]+(?:\[([^\]\n]*)\][ \t]+)?(\S+)[ \t]+(\S+)/gm)].map(([, options, uri, suite]) => ({
    uri: uri ?? "",
    suite: suite ?? "",
    signedBy: /(?:^|\s)signed-by=(\S+)/i.exec(options ?? "")?.[1] ?? "",
  }));
}

function stanzaSources(stanza: string): AptSource[] {
  // A value goes on in lines that begin with a blank.
  const field = (name: string) => new RegExp(`^${name}:((?:.*)(?:\\n[ \\t].*)*)`, "im").exec(stanza)?.[1]?.trim() ?? "";
  if (!field("Types").split(/\s+/).includes("deb") || /^no$/i.test(field("Enabled"))) return [];
  const signedBy = field("Signed-By");
  return field("URIs").split(/\s+/).flatMap((uri) => field("Suites").split(/\s+/).map((suite) => ({ uri, suite, signedBy })));
}

/** The suites whose release file `apt-get --print-uris update` would fetch. */
export function suitesToUpdate(printedUris: string): string[] {
  return [...printedUris.matchAll(/^'[^']*\/dists\/([^']+)\/InRelease'/gm)].map(([, suite]) => suite ?? "");
}
