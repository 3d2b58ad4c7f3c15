import { createHash } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadRecipe } from "#lib/recipes/load.ts";
import { recordRepositories } from "./repositories.ts";

const IN_RELEASE = "Origin: Debian\nDate: Sat, 10 Jan 2026 10:00:00 UTC\nSuite: stable\n";
const { recipe } = await loadRecipe("Standard_Debian_12");
let folder: string;
let server: Server;
let mirror: string;
let answers: Record<string, string>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "repositories-"));
  answers = Object.fromEntries(["bookworm", "bookworm-updates", "bookworm-security"].map((suite) => [`/dists/${suite}/InRelease`, IN_RELEASE]));
  server = createServer((request, response) => {
    const answer = answers[request.url ?? ""];
    response.writeHead(answer === undefined ? 404 : 200).end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  mirror = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

const record = (signal = new AbortController().signal) => recordRepositories(recipe, { mirror, securityMirror: mirror }, folder, signal);

test("records date and hash of each suite, and leaves no file", async () => {
  const recorded = await record();
  expect(recorded.map(({ suite }) => suite)).toEqual(["bookworm", "bookworm-updates", "bookworm-security"]);
  expect(recorded[0]).toEqual({
    uri: mirror,
    suite: "bookworm",
    components: ["main"],
    date: "Sat, 10 Jan 2026 10:00:00 UTC",
    releaseSha256: createHash("sha256").update(IN_RELEASE).digest("hex"),
  });
  expect(await readdir(folder)).toEqual([]);
});

test("a file that is only signed and dated anew has the same content, and a new package list another one", async () => {
  const release = (date: string, sha256: string) => `Date: ${date}\nSHA256:\n ${sha256} 123 main/binary-amd64/Packages.xz\n ${"e".repeat(64)} 9 contrib/binary-amd64/Packages.xz\nValid-Until: later\n`;
  const contentOf = async (text: string) => {
    answers["/dists/bookworm/InRelease"] = text;
    return (await record())[0]!.contentSha256;
  };
  const first = await contentOf(release("Sat, 10 Jan 2026 10:00:00 UTC", "a".repeat(64)));
  expect(first).toMatch(/^[0-9a-f]{64}$/);
  expect(await contentOf(release("Sat, 10 Jan 2026 16:00:00 UTC", "a".repeat(64)).replace("e".repeat(64), "f".repeat(64)))).toBe(first);
  expect(await contentOf(release("Sat, 10 Jan 2026 16:00:00 UTC", "b".repeat(64)))).not.toBe(first);
});

test("a suite that the mirror lacks is named with the remedy", async () => {
  delete answers["/dists/bookworm-security/InRelease"];
  await expect(record()).rejects.toThrow(/bookworm-security\/InRelease could not be read.*404.*check that the mirror/s);
});

test("what is no repository is refused", async () => {
  answers["/dists/bookworm/InRelease"] = "<html>welcome</html>";
  await expect(record()).rejects.toThrow(/bookworm\/InRelease has no Date field/);
});

test("cancelling is told apart", async () => {
  await expect(record(AbortSignal.abort())).rejects.toMatchObject({ code: "aborted" });
});
