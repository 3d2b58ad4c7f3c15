import { expect, test } from "@playwright/test";
import { publishBuild } from "#lib/catalog/fixture.ts";
import { createDatabase } from "#lib/db.ts";
import { readAtom } from "#lib/feeds/testing.ts";
import { factory, imageName as realImage } from "./factory.ts";

const run = Date.now().toString(36);
const imageName = `Beta_Feeds_${run}`;
const [first, second, third] = ["20260101-1", "20260102-1", "20260103-1"] as const;
const pack = (version: string) => [{ name: "bash", version, architecture: "amd64", source: "bash" }];
const explanation = "It loses <its> network & more.";
const feeds = ["/feeds/all.atom", `/feeds/images/${realImage}.atom`, `/feeds/images/${imageName}.atom`, "/feeds/channels/latest.atom", "/feeds/channels/prev.atom", "/feeds/security.atom"];
const { url } = factory();
const ids: Record<string, string> = {};

const get = (path: string, headers: Record<string, string> = {}, method = "GET") => fetch(url + path, { method, headers: { "accept-encoding": "identity", ...headers } });
const read = async (path: string) => readAtom(await (await get(path)).text());

/** An image of its own, so that no other story's image is touched. */
test.beforeAll(async () => {
  const db = createDatabase(factory().databaseUrl, 2);
  const { distributionId } = await db.image.findFirstOrThrow({ where: { name: realImage }, select: { distributionId: true } });
  const image = await db.image.create({
    data: { name: imageName, category: "Beta", distributionId, summary: "For the stories of feeds", description: "For the stories of feeds", loginUser: "linux", architecture: "x86_64", firmware: "bios", minDiskGib: 4, minRamMib: 512, capabilities: 0 },
    select: { id: true, name: true },
  });
  const { fingerprint } = await db.signingKey.findFirstOrThrow({ where: { state: "active" }, select: { fingerprint: true } });
  for (const version of [first, second]) ids[version] = await publishBuild(db, image, version, { packages: pack(version), fingerprint, promote: true });
  ids[third] = await publishBuild(db, image, third, { packages: pack(third), fingerprint });
  await db.$disconnect();
});

async function revokeFirst(): Promise<void> {
  const db = createDatabase(factory().databaseUrl, 2);
  await db.revocation.create({ data: { buildId: ids[first]!, reason: "wrong_content", severity: "high", explanation, replacementBuildId: ids[third]!, actorKind: "system", actorName: "story" } });
  await db.$disconnect();
}

test("every feed is valid Atom, and who has it is told so", async () => {
  for (const path of feeds) {
    const answer = await get(path);
    expect([path, answer.status, answer.headers.get("content-type"), answer.headers.get("access-control-allow-origin")]).toEqual([path, 200, "application/atom+xml; charset=utf-8", "*"]);
    const body = await answer.text();
    const feed = await readAtom(body);
    expect(feed.links.find(({ rel }) => rel === "self")?.href).toBe(url + path);
    const [etag, modified] = [answer.headers.get("etag") ?? "", answer.headers.get("last-modified") ?? ""];
    expect(new Date(modified).getTime()).toBe(Math.floor(new Date(feed.updated).getTime() / 1000) * 1000);
    for (const condition of [{ "if-none-match": etag }, { "if-modified-since": modified }] as Record<string, string>[]) {
      const again = await get(path, condition);
      expect([path, again.status, again.headers.get("etag"), await again.text()]).toEqual([path, 304, etag, ""]);
    }
    expect((await get(path, { "if-none-match": '"other"' })).status).toBe(200);
    const head = await get(path, {}, "HEAD");
    expect([head.status, head.headers.get("content-length"), await head.text()]).toEqual([200, String(Buffer.byteLength(body)), ""]);
    expect(await (await get(path)).text()).toBe(body);
  }
});

test("a revocation is in the feeds at the next request: its reason, its replacement, and no file any more", async () => {
  const path = `/feeds/images/${imageName}.atom`;
  const before = await get(path);
  const published = (await readAtom(await before.text())).entries.find(({ title }) => title === `${imageName} ${first} is published`);
  expect(published?.links.map(({ rel }) => rel)).toContain("enclosure");
  await revokeFirst();
  expect((await get(path, { "if-none-match": before.headers.get("etag") ?? "" })).status).toBe(200);
  for (const feed of [path, "/feeds/all.atom", "/feeds/security.atom", "/feeds/channels/prev.atom"]) {
    const entry = (await read(feed)).entries.find(({ title }) => title === `${imageName} ${first} is revoked: wrong content`);
    expect(entry?.content, feed).toContain("It loses &lt;its&gt; network &amp; more.");
    expect(entry?.content).toContain(`<a href="${url}/images/${imageName}/${third}">${third}</a> instead.`);
    expect(entry?.links).toContainEqual(expect.objectContaining({ rel: "successor-version", href: `${url}/images/${imageName}/${third}` }));
  }
  const now = (await read(path)).entries.find(({ id }) => id === published?.id);
  expect(now?.links.map(({ rel }) => rel)).not.toContain("enclosure");
  expect(now?.updated).not.toBe(published?.updated);
  expect(now?.content).toContain("Revoked");
});

test("the refusal of a revoked file leads programs to the replacement", async () => {
  const answer = await get(`/download/${imageName}/${first}/${imageName}-${first}.qcow2`, { accept: "application/json" });
  expect([answer.status, answer.headers.get("content-type")]).toEqual([403, "application/problem+json"]);
  const [, next = ""] = /<([^>]+)>; rel="successor-version"/.exec(answer.headers.get("link") ?? "") ?? [];
  expect(next).toBe(`/download/${imageName}/${third}/${imageName}-${third}.qcow2`);
  expect((await get(next, {}, "HEAD")).status).toBe(200);
});

test("every link in the feeds answers, and a file is as long and of the type that its feed says", async () => {
  test.setTimeout(300_000);
  const found = (await Promise.all(feeds.map(read))).flatMap(({ links, entries }) => [links, ...entries.map((entry) => entry.links)].flat());
  const inTexts = (await Promise.all(feeds.map(read))).flatMap(({ entries }) => entries.flatMap(({ content }) => [...content.matchAll(/href="([^"]+)"/g)].map(([, href = ""]) => href)));
  expect(found.length).toBeGreaterThan(20);
  for (const { href, type, length } of new Map(found.filter(({ rel }) => rel === "enclosure").map((link) => [link.href, link])).values()) {
    const head = await fetch(href, { method: "HEAD" });
    expect([href, head.status, head.headers.get("content-type"), head.headers.get("content-length")]).toEqual([href, 200, type, length]);
  }
  const dead: string[] = [];
  for (const href of new Set([...found.map((link) => link.href), ...inTexts])) {
    const { status } = await fetch(href, { method: "HEAD" });
    if (status !== 200) dead.push(`${status} ${href}`);
  }
  expect(dead).toEqual([]);
});

test("what is no feed is refused in plain words", async () => {
  for (const [path, status, words] of [["/feeds/images/Standard_Nothing.atom", 404, "There is no such feed."], ["/feeds/channels/next.atom", 404, "There is no such feed."], ["/feeds/all.atom?before=yesterday", 400, "no page of this feed"]] as const) {
    const answer = await get(path);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([status, "text/plain; charset=utf-8"]);
    expect(await answer.text()).toContain(words);
  }
});

for (const [language, prefix, name] of [["English", "", "Atom feed"], ["German", "/de", "Atom-Feed"]] as const) {
  test(`pages announce their feeds and link them, in ${language}`, async ({ page }) => {
    for (const [path, feed] of [["/", "/feeds/all.atom"], ["/images", "/feeds/all.atom"], [`/images/${imageName}`, `/feeds/images/${imageName}.atom`]] as const) {
      await page.goto(url + (prefix + path).replace(/(.)\/$/, "$1"));
      const announced = page.locator('link[rel="alternate"][type="application/atom+xml"]');
      expect(await announced.evaluateAll((links) => links.map((link) => (link as HTMLLinkElement).href))).toEqual([`${url}${feed}`, `${url}/feeds/security.atom`]);
      if (path === "/images") continue;
      await expect(page.getByRole("link", { name: new RegExp(`^${name}`) })).toHaveAttribute("href", feed);
    }
  });
}
