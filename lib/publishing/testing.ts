import type { BuildFacts, Publisher, TestEvidence } from "./types.ts";

/** A small build for tests. */
export const build: BuildFacts = {
  buildId: "5f0c8a4e-8b43-4b3c-9f55-0a6f6c1f2b11",
  image: "Standard_Debian_12",
  version: "20261123-1",
  architecture: "x86_64",
  distribution: { id: "debian", release: "12" },
  builder: { name: "diskimage-builder", version: "3.13", mode: "partx" },
  recipe: { name: "Standard_Debian_12", hash: "ab".repeat(32) },
  repositories: [
    { uri: "https://user:secret@mirror.example.org/debian/", suite: "bookworm", components: ["main", "contrib"], date: "Sat, 21 Nov 2026 10:00:00 UTC", releaseSha256: "cd".repeat(32) },
  ],
  packages: [
    { name: "libstdc++6", version: "12.2.0-14+deb12u1", architecture: "amd64", source: "gcc-12" },
    { name: "bash", version: "1:5.2.15-2+b7", architecture: "amd64", source: "bash" },
    { name: "bash", version: "1:5.2.15-2+b7", architecture: "i386", source: "bash" },
  ],
  startedAt: new Date("2026-11-23T01:00:00.250Z"),
  finishedAt: new Date("2026-11-23T01:10:00.750Z"),
};

export const tests: TestEvidence = {
  accelerator: "tcg",
  bootSeconds: 91.5,
  verdict: "passed",
  startedAt: new Date("2026-11-23T01:05:00Z"),
  results: [
    { checkId: "ssh.root", title: "Root cannot log in", category: "access", mandatory: true, command: "ssh root@…", output: "Permission denied", durationMs: 120, verdict: "passed", reason: "refused" },
    { checkId: "time.ntp", title: "Time is synchronised", category: "system", mandatory: false, command: "timedatectl", output: "no", durationMs: 80, verdict: "warning", reason: "not yet" },
  ],
};

export const publisher: Publisher = { url: "https://images.example.org", name: "Image Factory", version: "0.1.0" };
