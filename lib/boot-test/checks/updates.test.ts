import { describe, expect, it } from "vitest";
import { exit, judgeWith, ok } from "../fixtures.ts";
import { updateChecks } from "./updates.ts";

const stanza = (suite: string, more = "Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg", uri = "http://mirror.test/debian/") =>
  `MetaKey: main/binary-amd64/Packages\nURI: ${uri}dists/${suite}/main/binary-amd64/Packages\nComponent: main\nRelease: ${suite}\nRepo-URI: ${uri}\n${more}\nTarget-Of: deb\n`;
const ALL = ["bookworm", "bookworm-updates", "bookworm-security"].map((suite) => stanza(suite)).join("\n");
const RELEASE = ok("bookworm\n");
const NOTHING_UNSIGNED = exit(1);

describe("repositories-registered", () => {
  const judge = judgeWith(updateChecks, "repositories-registered");
  it("passes with three signed suites", () => {
    expect(judge(ok(ALL), RELEASE, NOTHING_UNSIGNED, ok(""))).toMatchObject({ verdict: "passed" });
  });
  it("passes without Signed-By where there is a trusted keyring", () => {
    const text = ALL.replaceAll(/Signed-By:.*\n/g, "");
    expect(judge(ok(text), RELEASE, NOTHING_UNSIGNED, ok("/etc/apt/trusted.gpg.d/debian-archive-bookworm-stable.asc\n")).verdict).toBe("passed");
    expect(judge(ok(text), RELEASE, NOTHING_UNSIGNED, ok("")).reason).toContain("no Signed-By");
  });
  it.each([
    ["no repository", ok(""), NOTHING_UNSIGNED, /no package repository/],
    ["no security suite", ok(`${stanza("bookworm")}\n${stanza("bookworm-updates")}`), NOTHING_UNSIGNED, /Not registered: bookworm-security/],
    ["unsigned sources", ok(ALL), ok("/etc/apt/sources.list:deb [trusted=yes] http://mirror.test/debian bookworm main\n"), /trusted=yes/],
    ["settings that cannot be read", ok(ALL), exit(2, "grep: /etc/apt: Permission denied"), /could not be read/],
    ["a mirror of the builder", ok(ALL.replaceAll("http://mirror.test/debian/", "http://127.0.0.1:8080/debian/")), NOTHING_UNSIGNED, /127\.0\.0\.1/],
  ])("fails on %s", (_, targets, unsigned, reason) => {
    expect(judge(targets, RELEASE, unsigned, ok(""))).toMatchObject({ verdict: "failed", reason: expect.stringMatching(reason) });
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
