import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runProcess } from "#lib/process.ts";
import { jsonFile } from "./format.ts";
import { hashBytes } from "./hash-file.ts";
import { packageManifestOf } from "./packages.ts";
import { provenanceOf } from "./provenance.ts";
import { sha256SumsOf } from "./sha256sums.ts";
import { packageUrlOf, spdxDocumentOf } from "./spdx.ts";
import { build, publisher, tests } from "./testing.ts";
import { testReportOf } from "./tests-report.ts";

const hashesOf = (text: string) => hashBytes(Buffer.from(text));
const shuffled = { ...build, packages: build.packages.toReversed() };

describe("SHA256SUMS", () => {
  it("is accepted by sha256sum -c, which finds a changed file", async () => {
    const folder = await mkdtemp(join(tmpdir(), "sums-"));
    try {
      await writeFile(join(folder, "b.json"), "b");
      await writeFile(join(folder, "a.qcow2"), "a");
      const sums = sha256SumsOf([{ fileName: "b.json", ...hashesOf("b") }, { fileName: "a.qcow2", ...hashesOf("a") }]);
      await writeFile(join(folder, "SHA256SUMS"), sums);
      const check = () => runProcess({ command: "sha256sum", args: ["--strict", "-c", "SHA256SUMS"], cwd: folder, timeoutMs: 10_000, acceptExitCodes: [0, 1] });
      expect(await check()).toMatchObject({ exitCode: 0, stdout: "a.qcow2: OK\nb.json: OK\n" });
      await writeFile(join(folder, "a.qcow2"), "A");
      expect(await check()).toMatchObject({ exitCode: 1 });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it("refuses a name that could become a path or a second line", () => {
    for (const fileName of ["../a", "a\nb", "a b", ""]) expect(() => sha256SumsOf([{ fileName, ...hashesOf("a") }])).toThrow(RangeError);
  });
});

describe("the package manifest", () => {
  it("lists packages by name and architecture, in one order whatever the input's", () => {
    const manifest = packageManifestOf(shuffled);
    expect(manifest.packages.map(({ name, architecture }) => `${name}:${architecture}`)).toEqual(["bash:amd64", "bash:i386", "libstdc++6:amd64"]);
    expect(jsonFile(manifest)).toBe(jsonFile(packageManifestOf(build)));
  });
});

describe("the SPDX document", () => {
  const document = spdxDocumentOf(build, hashesOf("image"), publisher);

  it("describes the image with its hash, and each package once with its package URL", () => {
    expect(document).toMatchObject({ spdxVersion: "SPDX-2.3", dataLicense: "CC0-1.0", SPDXID: "SPDXRef-DOCUMENT", documentNamespace: "https://images.example.org/download/Standard_Debian_12/20261123-1/Standard_Debian_12-20261123-1.spdx.json", creationInfo: { created: "2026-11-23T01:10:00Z", creators: ["Tool: Image-Factory-0.1.0"] } });
    const [image, ...packages] = document.packages;
    expect(image).toMatchObject({ checksums: [{ algorithm: "SHA256", checksumValue: hashesOf("image").sha256 }, { algorithm: "SHA512" }] });
    expect(packages).toHaveLength(3);
    const ids = document.packages.map(({ SPDXID }) => SPDXID);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^SPDXRef-[A-Za-z0-9.-]+$/);
    expect(document.relationships).toHaveLength(4);
    for (const { relatedSpdxElement } of document.relationships) expect(ids).toContain(relatedSpdxElement);
  });

  it("is the same for the same build", () => {
    expect(jsonFile(spdxDocumentOf(shuffled, hashesOf("image"), publisher))).toBe(jsonFile(document));
  });

  it.each([
    ["debian", "12", "pkg:deb/debian/libstdc%2B%2B6@1%3A12.2.0-14%2Bdeb12u1~x?arch=amd64&distro=debian-12"],
    ["opensuse", "15.6", "pkg:rpm/opensuse/libstdc%2B%2B6@1%3A12.2.0-14%2Bdeb12u1~x?arch=amd64&distro=opensuse-15.6"],
  ])("package URLs of %s %s are percent-encoded", (id, release, url) => {
    expect(packageUrlOf({ name: "libstdc++6", version: "1:12.2.0-14+deb12u1~x", architecture: "amd64", source: "" }, { id, release })).toBe(url);
  });
});

describe("the provenance", () => {
  const files = { qcow2: hashesOf("image"), config: hashesOf("config"), packages: hashesOf("packages"), tests: hashesOf("tests") };
  const statement = provenanceOf(build, files, publisher);

  it("is an in-toto statement about the qcow2 with recipe, repositories, builder and times", () => {
    expect(statement).toMatchObject({
      _type: "https://in-toto.io/Statement/v1",
      predicateType: "https://slsa.dev/provenance/v1",
      subject: [{ name: "Standard_Debian_12-20261123-1.qcow2", digest: { sha256: files.qcow2.sha256, sha512: files.qcow2.sha512 } }],
      predicate: {
        buildDefinition: {
          externalParameters: { recipe: { name: "Standard_Debian_12", hash: "ab".repeat(32) } },
          resolvedDependencies: [
            { name: "Standard_Debian_12-20261123-1.config.tar.gz", digest: { sha256: files.config.sha256 } },
            { name: "bookworm main contrib", uri: "https://mirror.example.org/debian/dists/bookworm/InRelease", digest: { sha256: "cd".repeat(32) }, annotations: { date: "Sat, 21 Nov 2026 10:00:00 UTC" } },
          ],
        },
        runDetails: {
          builder: { id: "https://images.example.org", version: { "Image Factory": "0.1.0", "diskimage-builder": "3.13" } },
          metadata: { invocationId: build.buildId, startedOn: "2026-11-23T01:00:00Z", finishedOn: "2026-11-23T01:10:00Z" },
        },
      },
    });
  });

  it("never holds a mirror's password", () => {
    expect(jsonFile(statement)).not.toContain("secret");
  });
});

describe("the test report", () => {
  it("counts the verdicts and keeps every check's evidence in order", () => {
    const report = testReportOf(build, tests);
    expect(report).toMatchObject({ image: build.image, verdict: "passed", accelerator: "tcg", bootSeconds: 91.5, counts: { passed: 1, failed: 0, warning: 1 } });
    expect(report.results.map(({ checkId, output }) => [checkId, output])).toEqual([["ssh.root", "Permission denied"], ["time.ntp", "no"]]);
  });
});
