import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { parseProxies, readAptProxies } from "./proxies.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "proxies-"));
});
afterEach(() => rm(folder, { recursive: true }));

/** What apt itself says with these settings, read after those of the host. */
async function proxiesWith(settings: string) {
  const path = join(folder, "apt.conf");
  await writeFile(path, settings);
  return readAptProxies({ PATH: process.env.PATH, APT_CONFIG: path } as unknown as NodeJS.ProcessEnv);
}

test("takes the proxies of the host's apt", async () => {
  expect(await proxiesWith('Acquire::http::Proxy "http://proxy.test:3142";\nAcquire::https::Proxy "DIRECT";\n')).toEqual({ http_proxy: "http://proxy.test:3142" });
});

test("no proxy is no variable", () => {
  expect(parseProxies("")).toEqual({});
  expect(parseProxies("http_proxy=''\nhttps_proxy='DIRECT'\n")).toEqual({});
});

test("a password is refused and not repeated", () => {
  expect(() => parseProxies("http_proxy='http://user:secret@proxy.test:3142'")).toThrow(/^(?!.*secret).*user name or password/);
});

test.each(["http://proxy.test/$(id)", "http://proxy.test/;id", "socks5h://proxy.test:1080", "proxy.test"])("the proxy %j is refused: the builder would give it to a shell", (value) => {
  expect(() => parseProxies(`http_proxy='${value}'`)).toThrow(/no http address/);
});
