import { expect, it } from "vitest";
import { parseAptSources, suitesToUpdate } from "./apt-sources.ts";

it("reads lines with and without options, but no source code and no comments", () => {
  const text = `deb [arch=amd64 signed-by=/k.gpg] http://mirror.test/debian bookworm main
deb-src http://mirror.test/debian bookworm main
# deb http://mirror.test/debian sid main
deb http://mirror.test/security bookworm-security main contrib
`;
  expect(parseAptSources(text)).toEqual([
    { uri: "http://mirror.test/debian", suite: "bookworm", signedBy: "/k.gpg" },
    { uri: "http://mirror.test/security", suite: "bookworm-security", signedBy: "" },
  ]);
});

it("reads stanzas: several suites, an embedded key, a switched-off one", () => {
  const text = `Types: deb deb-src
URIs: http://mirror.test/debian
Suites: bookworm bookworm-updates
Components: main
Signed-By:
 -----BEGIN PGP PUBLIC KEY BLOCK-----
 .
 abc

Types: deb
Enabled: no
URIs: http://mirror.test/debian
Suites: sid
`;
  const found = parseAptSources(text);
  expect(found.map(({ suite }) => suite)).toEqual(["bookworm", "bookworm-updates"]);
  expect(found[0]?.signedBy).toMatch(/^-----BEGIN PGP[^]*abc$/);
});

it("takes suites from apt's list of addresses", () => {
  const text = `'http://mirror.test/debian/dists/bookworm/InRelease' a 0
'http://mirror.test/debian/dists/bookworm/main/binary-amd64/Packages.xz' b 0
'http://mirror.test/security/dists/bookworm-security/InRelease' c 0
`;
  expect(suitesToUpdate(text)).toEqual(["bookworm", "bookworm-security"]);
});
