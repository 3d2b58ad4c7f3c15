import { describe, expect, test } from "vitest";
import { failureLines } from "./failure-lines.ts";

/** A log as the worker writes it: the stage, then lines with the time of day, then the end. */
const log = (stage: string, body: string, reason = "it failed") =>
  [`=== building (attempt 1)`, ...(stage === "building" ? [] : ["Setting up a package", `=== ${stage} (attempt 1)`]), ...body.trim().split("\n"), `=== failed: ${reason}`, ""]
    .map((line, index) => (line ? `07:24:${String(10 + (index % 50))}.123 ${line}` : line))
    .join("\n");
const quiet = (count: number) => Array.from({ length: count }, (_, n) => `Unpacking package-${n} (1.${n}) ...`).join("\n");
const causeOf = (text: string, firstLine?: number) => failureLines(text, firstLine).find(({ isCause }) => isCause)?.text.slice(13);

const apt = `
2026-11-23 07:24:37.123 | + apt-get -y install cloud-init no-such-package
2026-11-23 07:24:37.200 | Reading package lists...
2026-11-23 07:24:38.000 | Building dependency tree...
2026-11-23 07:24:38.100 | E: Unable to locate package no-such-package
2026-11-23 07:24:38.101 | ++ exit 100
2026-11-23 07:24:38.900 | Traceback (most recent call last):
2026-11-23 07:24:38.901 |   File "/usr/bin/disk-image-create", line 33, in <module>
2026-11-23 07:24:38.902 | subprocess.CalledProcessError: Command '['apt-get']' returned non-zero exit status 100.
ERROR: disk-image-create exited with code 1`;

describe("the cause", () => {
  test.each([
    ["apt: a package that does not exist", log("building", apt), "2026-11-23 07:24:38.100 | E: Unable to locate package no-such-package"],
    ["apt: a mirror that is away", log("building", `Get:1 http://mirror/debian bookworm InRelease\nErr:2 http://mirror/debian bookworm/main amd64 curl\n  503  Service Unavailable\nE: Failed to fetch http://mirror/pool/curl.deb  503  Service Unavailable\nE: Unable to fetch some archives`), "Err:2 http://mirror/debian bookworm/main amd64 curl"],
    ["apt: an unsigned repository", log("building", "W: GPG error: http://mirror bookworm InRelease: The following signatures couldn't be verified: NO_PUBKEY 0E98404D386FA1D9\nE: The repository 'http://mirror bookworm InRelease' is not signed."), "W: GPG error: http://mirror bookworm InRelease: The following signatures couldn't be verified: NO_PUBKEY 0E98404D386FA1D9"],
    ["dpkg: two packages with one file", log("building", `Unpacking b (2) ...\ndpkg: error processing archive /var/cache/b.deb (--unpack):\n trying to overwrite '/etc/x', which is also in package a 1\nE: Sub-process /usr/bin/dpkg returned an error code (1)`), "dpkg: error processing archive /var/cache/b.deb (--unpack):"],
    ["dnf: nothing of that name", log("building", "Last metadata expiration check: 0:00:02 ago\nNo match for argument: clud-init\nError: Unable to find a match: clud-init"), "No match for argument: clud-init"],
    ["dnf: a dependency that nothing provides", log("building", "Error: \n Problem: conflicting requests\n  - nothing provides libfoo.so.3 needed by bar-1-1.x86_64"), "Error:"],
    ["dnf: metadata that does not come", log("building", "Errors during downloading metadata for repository 'baseos':\n  - Curl error (6): Couldn't resolve host name for http://mirror/repodata/repomd.xml\nError: Failed to download metadata for repo 'baseos'"), "  - Curl error (6): Couldn't resolve host name for http://mirror/repodata/repomd.xml"],
    ["an element with a mistyped command", log("building", "dib-run-parts Running /tmp/in_target.d/post-install.d/50-sshd\n/tmp/in_target.d/post-install.d/50-sshd: line 7: systemclt: command not found\nERROR: hook failed with exit status 127"), "/tmp/in_target.d/post-install.d/50-sshd: line 7: systemclt: command not found"],
    ["a full disk", log("building", "cp: error writing '/tmp/image/usr/lib/x': No space left on device\nrm: cannot remove '/tmp/image': Device or resource busy"), "cp: error writing '/tmp/image/usr/lib/x': No space left on device"],
    ["qemu-img", log("building", "Converting image using qemu-img convert\nqemu-img: error while writing at byte 1048576: Input/output error\nqemu-img exited with status 1"), "qemu-img: error while writing at byte 1048576: Input/output error"],
    ["gpg", log("signing", "asking for a signature\ngpg: signing failed: No secret key\ngpg: signing failed: No secret key"), "gpg: signing failed: No secret key"],
    ["a kernel that finds no root", log("testing", `boot-test: accelerator tcg\nconsole: [    2.1] VFS: Cannot open root device "vda1"\nconsole: [    2.2] Kernel panic - not syncing: VFS: Unable to mount root fs on unknown-block(0,0)\nconsole: [    2.3] ---[ end Kernel panic ]---`), "console: [    2.2] Kernel panic - not syncing: VFS: Unable to mount root fs on unknown-block(0,0)"],
    ["a check of the boot test", log("testing", "check ssh: passed in 1.2 s. answers\ncheck no-root-login: failed in 0.4 s. root may log in with a password\ncheck ntp: passed in 0.1 s. chrony\nboot-test: failed after 93 s\n22 of 23 checks passed (tcg, up after 40 s)"), "check no-root-login: failed in 0.4 s. root may log in with a password"],
  ])("of %s is found", (_what, text, cause) => {
    expect(causeOf(text)).toBe(cause);
  });

  test("is not what went wrong before and was got over", () => {
    const text = log("building", `Err:1 http://mirror/debian bookworm InRelease\nE: Failed to fetch http://mirror/x\nretrying\n${quiet(100)}\nqemu-img: Could not open 'image.raw': Failed to get "write" lock\n`);
    expect(causeOf(text)).toBe(`qemu-img: Could not open 'image.raw': Failed to get "write" lock`);
  });

  test("is not in an earlier stage or attempt", () => {
    expect(causeOf(log("testing", "=== testing (attempt 2)\nboot-test: accelerator kvm").replace("Setting up a package", "E: Unable to locate package x"))).toBeUndefined();
  });

  test("is not a package whose name speaks of errors, nor what a shell tells that it will run", () => {
    const text = log("building", `Setting up libgpg-error0:amd64 (1.46-1) ...\nSetting up liberror-perl (0.17029-2) ...\n+ echo 'E: fatal error: failed to install'\nUUID=x / ext4 errors=remount-ro 0 1\n0 errors found`);
    expect(causeOf(text)).toBeUndefined();
  });

  test("is the message itself where only some tool's word for an error is known", () => {
    expect(causeOf(log("building", "doing\nsome-tool: failed to frobnicate\ncleaning up"))).toBe("some-tool: failed to frobnicate");
  });
});

describe("the lines", () => {
  test("stand around the cause with their numbers in the whole log", () => {
    const lines = failureLines(log("building", apt), 1_000);
    expect(lines.map(({ line }) => line)).toEqual([1_001, 1_002, 1_003, 1_004, 1_005, 1_006, 1_007, 1_008, 1_009]);
    expect(lines.findIndex(({ isCause }) => isCause)).toBe(3);
  });
  test("are the last ones where nothing is recognised", () => {
    const lines = failureLines(log("building", quiet(30)));
    expect(lines).toHaveLength(10);
    expect(lines.at(-1)).toEqual({ line: 31, text: expect.stringContaining("package-29"), isCause: false });
  });
  test("are cut where they are endless, and free of what terminals obey", () => {
    const [line] = failureLines(`07:24:37.123 \u001b[31mE: ${"x".repeat(10_000)}\u001b[0m\n`);
    expect(line?.text).toHaveLength(500);
    expect(line).toMatchObject({ isCause: true, text: expect.stringMatching(/^07:24:37.123 E: x/) });
  });
  test("of a log that says nothing are none", () => {
    expect(failureLines("")).toEqual([]);
    expect(failureLines("07:24:37.123 === building (attempt 1)\n07:24:37.124 === failed: No recipe.\n")).toEqual([]);
  });
  test("of a long log are found quickly", () => {
    const text = `${quiet(200_000)}\n${log("building", "E: broken")}`;
    const before = performance.now();
    expect(causeOf(text)).toBe("E: broken");
    expect(performance.now() - before).toBeLessThan(2_000);
  });
});
