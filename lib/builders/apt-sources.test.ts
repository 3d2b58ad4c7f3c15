import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { parseDeb822, parseSourcesList } from "./apt-sources.ts";
import { resolveMirrors } from "./mirrors.ts";

let apt: string;
beforeEach(async () => {
  apt = await mkdtemp(join(tmpdir(), "apt-"));
  await mkdir(join(apt, "sources.list.d"));
});
afterEach(() => rm(apt, { recursive: true }));

test("reads the one-line format with options, comments and source lines", () => {
  const text = `# deb http://old.test/debian bookworm main
deb [arch=amd64 signed-by=/k.gpg] http://a.test/debian/ bookworm main contrib # ours
deb-src http://a.test/debian bookworm main
`;
  expect(parseSourcesList(text)).toEqual([{ uri: "http://a.test/debian", suite: "bookworm", components: ["main", "contrib"] }]);
});

test("reads deb822 with several suites, folded lines, comments and disabled stanzas", () => {
  const text = `Types: deb deb-src
# a comment within
URIs: http://a.test/debian
Suites: bookworm
 bookworm-updates
Components: main

Types: deb
URIs: http://off.test/debian
Suites: bookworm
Components: main
Enabled: no
`;
  expect(parseDeb822(text)).toEqual([
    { uri: "http://a.test/debian", suite: "bookworm", components: ["main"] },
    { uri: "http://a.test/debian", suite: "bookworm-updates", components: ["main"] },
  ]);
});

test("finds the host's Debian archive among others", async () => {
  await writeFile(join(apt, "sources.list"), "deb http://local.test/own-packages bookworm main\n");
  await writeFile(join(apt, "sources.list.d", "cloud.list"), "deb https://vendor.test/apt cloud-bookworm main\n");
  await writeFile(
    join(apt, "sources.list.d", "debian.sources"),
    "Types: deb\nURIs: http://m.test/debian\nSuites: bookworm\nComponents: main\n\nTypes: deb\nURIs: http://m.test/debian-security\nSuites: bookworm-security\nComponents: main\n",
  );
  expect(await resolveMirrors("bookworm", {}, apt)).toEqual({ mirror: "http://m.test/debian", securityMirror: "http://m.test/debian-security" });
  expect(await resolveMirrors("bookworm", { mirror: "https://asked.test/d/" }, apt)).toEqual({
    mirror: "https://asked.test/d",
    securityMirror: "http://m.test/debian-security",
  });
});

test("a host without Debian's archive needs a mirror", async () => {
  await expect(resolveMirrors("bookworm", {}, apt)).rejects.toThrow(/mirror is not set.*no source for Debian bookworm/);
});

test.each(["file:///srv/debian", "http://user:secret@m.test/debian", "http://m.test/$(id)", "http://m.test/a b", "no address"])(
  "the mirror %j is refused, and no password repeated",
  async (mirror) => {
    const error = await resolveMirrors("bookworm", { mirror, securityMirror: "http://m.test/s" }, apt).catch((caught: Error) => caught);
    expect(error).toMatchObject({ message: expect.stringMatching(/^mirror (is|holds)/) });
    expect((error as Error).message).not.toContain("secret");
  },
);
