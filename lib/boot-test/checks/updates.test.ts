import { describe, expect, it } from "vitest";
import { exit, judgeWith, ok } from "../fixtures.ts";
import { updateChecks } from "./updates.ts";

const KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";
const KEY_FILES = ok(`${KEYRING}\n`);
const SUITES = ["bookworm", "bookworm-updates", "bookworm-security"];
const uris = (suites: string[]) => ok(suites.map((suite) => `'http://mirror.test/debian/dists/${suite}/InRelease' mirror.test_InRelease 0 \n`).join(""));
const sources = (options = `[signed-by=${KEYRING}] `, uri = "http://mirror.test/debian") =>
  ok(SUITES.map((suite) => `deb ${options}${uri} ${suite} main\n\n`).join(""));
const RELEASE = ok("bookworm\n");
const NOTHING_UNSIGNED = exit(1);

describe("repositories-registered", () => {
  const judge = judgeWith(updateChecks, "repositories-registered");
  it("passes with three signed suites", () => {
    expect(judge(uris(SUITES), RELEASE, sources(), NOTHING_UNSIGNED, KEY_FILES)).toMatchObject({ verdict: "passed" });
  });
  it("passes without Signed-By where there is a trusted keyring", () => {
    const trusted = ok("/etc/apt/trusted.gpg.d/debian-archive-bookworm-stable.asc\n");
    expect(judge(uris(SUITES), RELEASE, sources(""), NOTHING_UNSIGNED, trusted).verdict).toBe("passed");
  });
  it.each([
    ["no repository", ok(""), sources(), NOTHING_UNSIGNED, KEY_FILES, /no package repository/],
    ["a broken source", exit(100, "E: Malformed entry 1 in list file\n"), sources(), NOTHING_UNSIGNED, KEY_FILES, /Malformed entry/],
    ["no security suite", uris(SUITES.slice(0, 2)), sources(), NOTHING_UNSIGNED, KEY_FILES, /Not registered: bookworm-security/],
    ["unsigned sources", uris(SUITES), sources(), ok("/etc/apt/x.list:deb [trusted=yes] http://mirror.test/ a main\n"), KEY_FILES, /trusted=yes/],
    ["settings that cannot be read", uris(SUITES), sources(), exit(2, "grep: /etc/apt: Permission denied"), KEY_FILES, /could not be read/],
    ["a mirror of the builder", uris(SUITES), sources("", "http://127.0.0.1:8080/debian"), NOTHING_UNSIGNED, KEY_FILES, /127\.0\.0\.1/],
    ["no key at all", uris(SUITES), sources(""), NOTHING_UNSIGNED, KEY_FILES, /no trusted keyring/],
    ["a keyring that is not there", uris(SUITES), sources(), NOTHING_UNSIGNED, ok("/usr/share/keyrings/other.gpg\n"), /which is not there/],
  ])("fails on %s", (_, listed, registered, unsigned, keys, reason) => {
    expect(judge(listed, RELEASE, registered, unsigned, keys)).toMatchObject({ verdict: "failed", reason: expect.stringMatching(reason) });
  });
});

describe("package-database-consistent", () => {
  const judge = judgeWith(updateChecks, "package-database-consistent");
  it("passes on silence", () => expect(judge(ok(""), ok("0 upgraded, 0 newly installed")).verdict).toBe("passed"));
  it("fails on half-configured packages", () => {
    const audit = "The following packages are only half configured, probably due to problems\nconfiguring them the first time:\n grub-pc   GRand Unified Bootloader\n";
    expect(judge(ok(audit), ok(""))).toMatchObject({ verdict: "failed", reason: expect.stringContaining("half configured") });
  });
  it("fails on unmet dependencies", () => {
    expect(judge(ok(""), exit(100, "E: Unmet dependencies. Try 'apt --fix-broken install'.\n")).reason).toContain("Unmet dependencies");
  });
});
