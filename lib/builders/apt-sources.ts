/** One `deb` source of apt: sources.list(5). */
export type AptSource = { uri: string; suite: string; components: string[] };

/** Reads the one-line format: `deb [options] URI SUITE COMPONENT…`. */
export function parseSourcesList(text: string): AptSource[] {
  return text.split("\n").flatMap((line) => {
    const [, uri, suite, components = ""] = /^\s*deb\s+(?:\[[^\]]*\]\s+)?(\S+)\s+(\S+)((?:\s+[^\s#]+)*)/.exec(line) ?? [];
    return uri && suite ? [{ uri: withoutSlash(uri), suite, components: words(components) }] : [];
  });
}

/** Reads the deb822 format: stanzas with Types, URIs, Suites and Components; `Enabled: no` ones are left out. */
export function parseDeb822(text: string): AptSource[] {
  const withoutComments = text.replace(/^#.*\n?/gm, "");
  return withoutComments.split(/\n\s*\n/).flatMap((stanza) => {
    const unfolded = stanza.replace(/\n[ \t]+/g, " ");
    const field = (name: string) => new RegExp(`^${name}:(.*)$`, "im").exec(unfolded)?.[1]?.trim() ?? "";
    if (!words(field("Types")).includes("deb") || /^(no|false|0)$/i.test(field("Enabled"))) return [];
    return words(field("URIs")).flatMap((uri) =>
      words(field("Suites")).map((suite) => ({ uri: withoutSlash(uri), suite, components: words(field("Components")) })),
    );
  });
}

export type DebianMirrors = { mirror: string; securityMirror: string };

/**
 * Finds among a host's apt sources the Debian archive and the security archive of a release: by their suites, and where
 * there are several, by the path that Debian's mirrors have.
 */
export function chooseDebianMirrors(sources: AptSource[], release: string): Partial<DebianMirrors> {
  const usable = sources.filter(({ uri, components }) => /^https?:\/\//.test(uri) && components.includes("main"));
  const pick = (suites: string[], path: RegExp) => {
    const candidates = suites.flatMap((suite) => usable.filter((source) => source.suite === suite));
    return (candidates.find(({ uri }) => path.test(uri)) ?? candidates[0])?.uri;
  };
  return {
    mirror: pick([release, `${release}-updates`], /\/debian$/),
    securityMirror: pick([`${release}-security`, `${release}/updates`], /security/),
  };
}

function words(text: string): string[] {
  return text.split(/\s+/).filter(Boolean);
}

function withoutSlash(uri: string): string {
  return uri.replace(/\/+$/, "");
}
