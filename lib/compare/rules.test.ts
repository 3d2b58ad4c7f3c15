import { describe, expect, it } from "vitest";
import { compareDebianVersions } from "#lib/versions/debian.ts";
import { defaultPair, diffPackages, diffRepositories, diffTests } from "./rules.ts";
import { pairSchema } from "./schema.ts";

const of = (name: string, version: string, architecture = "amd64") => ({ name, version, architecture, source: name });

describe("packages", () => {
  it("are added, removed, upgraded or downgraded by the versions' own order, not by their letters", () => {
    const before = [of("curl", "7.88.1-9"), of("gone", "1"), of("openssl", "3.0.17-1"), of("same", "1"), of("libc6", "2.36-9"), of("libc6", "2.36-9", "i386")];
    const after = [of("curl", "7.88.1-10"), of("new", "2"), of("openssl", "3.0.9-1"), of("same", "1"), of("libc6", "2.36-9"), of("libc6", "2.36-10", "i386")];
    const changes = diffPackages(before, after, compareDebianVersions);
    expect(changes.added.map(({ name }) => name)).toEqual(["new"]);
    expect(changes.removed.map(({ name }) => name)).toEqual(["gone"]);
    expect(changes.upgraded).toEqual([
      { name: "curl", architecture: "amd64", source: "curl", before: "7.88.1-9", after: "7.88.1-10" },
      { name: "libc6", architecture: "i386", source: "libc6", before: "2.36-9", after: "2.36-10" },
    ]);
    expect(changes.downgraded.map(({ name }) => name)).toEqual(["openssl"]);
    expect(changes.unchangedCount).toBe(2);
  });

  it("count as upgraded where only the writing of the version differs", () => {
    expect(diffPackages([of("a", "1.0")], [of("a", "1.0-0")], compareDebianVersions).upgraded).toHaveLength(1);
  });
});

it("tests differ when their verdicts do, or when only one build has them", () => {
  const check = (checkId: string, verdict: "passed" | "failed" | "warning") => ({ checkId, title: checkId, verdict });
  expect(diffTests([check("a", "passed"), check("b", "passed"), check("old", "passed")], [check("a", "passed"), check("b", "warning"), check("new", "passed")])).toEqual([
    { checkId: "b", title: "b", before: "passed", after: "warning" },
    { checkId: "new", title: "new", before: null, after: "passed" },
    { checkId: "old", title: "old", before: "passed", after: null },
  ]);
});

it("repositories differ by their state", () => {
  const repository = (suite: string, releaseSha256: string, date = "d") => ({ uri: "http://x", suite, components: ["main"], date, releaseSha256 });
  expect(diffRepositories([repository("stable", "1"), repository("updates", "1", "Monday"), repository("old", "1")], [repository("stable", "1"), repository("updates", "2", "Tuesday")])).toEqual([
    { uri: "http://x", suite: "updates", before: { date: "Monday", components: ["main"] }, after: { date: "Tuesday", components: ["main"] } },
    { uri: "http://x", suite: "old", before: { date: "d", components: ["main"] }, after: null },
  ]);
});

describe("which builds are compared", () => {
  const choice = (version: string, channel: "latest" | "prev" | null = null) => ({ version, channel, isRevoked: false });

  it("are prev and latest, else two that follow each other", () => {
    expect(defaultPair([choice("3"), choice("2", "latest"), choice("1", "prev")])).toEqual({ before: "1", after: "2" });
    expect(defaultPair([choice("3"), choice("2", "latest"), choice("1")])).toEqual({ before: "1", after: "2" });
    expect(defaultPair([choice("3"), choice("2", "latest")])).toEqual({ before: "2", after: "3" });
    expect(defaultPair([choice("3"), choice("2")])).toEqual({ before: "2", after: "3" });
    expect(defaultPair([choice("1", "latest")])).toBeNull();
    expect(defaultPair([])).toBeNull();
  });

  it("stand in the address as A...B", () => {
    expect(pairSchema.parse("20261123-1...20261124-2")).toEqual({ before: "20261123-1", after: "20261124-2" });
    for (const text of ["20261123-1", "20261123-1..20261124-2", "20261123-1...20261124-2...20261125-1", "...", "latest...prev"]) expect(pairSchema.safeParse(text).success, text).toBe(false);
  });
});
