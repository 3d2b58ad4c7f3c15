import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemActor } from "#lib/auth/actor.ts";
import { publishBuild, seedCatalog, seedKey, type SeededCatalog } from "#lib/catalog/fixture.ts";
import { promote } from "#lib/channels/mutations.ts";
import { db } from "#lib/db.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { revoke } from "#lib/revocations/mutations.ts";
import { atomDocument } from "./atom.ts";
import { entriesShown, readFeed } from "./data.ts";
import { feedQuerySchema, type Feed } from "./schema.ts";
import { readAtom } from "./testing.ts";

const portal = "https://images.example.org";
const actor = systemActor("test");
const pack = (name: string, version: string) => ({ name, version, architecture: "amd64", source: name });
const [A, B, C] = ["20261101-1", "20261102-1", "20261103-1"] as const;
const bad = 'It loses <all> data & says "fine".\u0007';
let database: TestDatabase;
let catalog: SeededCatalog;
const ids: Record<string, string> = {};

const documentOf = async (feed: Feed, before?: string) => {
  const page = await readFeed(feed, feedQuerySchema.parse({ before }), portal);
  if (!page) throw new Error("there is no such feed");
  return atomDocument(page);
};
const read = async (feed: Feed, before?: string) => readAtom(await documentOf(feed, before));
const titles = async (feed: Feed) => (await read(feed)).entries.map(({ title }) => title);
const image = () => ({ kind: "image", image: catalog.debian.name }) as const;
const entry = async (feed: Feed, title: string) => {
  const found = (await read(feed)).entries.find((one) => one.title === title);
  if (!found) throw new Error(`no entry "${title}"`);
  return found;
};

beforeAll(async () => {
  database = await startTestDatabase();
  await seedKey(db);
  catalog = await seedCatalog(db);
  const { name } = catalog.debian;
  ids[A] = await publishBuild(db, catalog.debian, A, { packages: [pack("bash", "5.2-1"), pack("nano", "7.2-1")] });
  await promote(actor, { imageName: name, version: A });
  ids[B] = await publishBuild(db, catalog.debian, B, { packages: [pack("bash", "5.2-10"), pack("vim", "9.0-1")] });
  await promote(actor, { imageName: name, version: B, reason: "a good night" });
  ids[C] = await publishBuild(db, catalog.debian, C, { packages: [pack("bash", "5.2-9"), pack("vim", "9.0-1")] });
});
afterAll(async () => {
  await db.$disconnect();
  await database.stop();
});

describe("the feed of an image", () => {
  test("tells what happened, newest first, with ids that stay", async () => {
    const { debian } = catalog;
    expect(await titles(image())).toEqual([`${debian.name} ${C} is published`, `${debian.name} ${B} is latest`, `${debian.name} ${B} is published`, `${debian.name} ${A} is latest`, `${debian.name} ${A} is published`]);
    const [first, second] = await Promise.all([documentOf(image()), documentOf(image())]);
    expect(second).toBe(first);
    expect((await entry(image(), `${debian.name} ${C} is published`)).id).toBe(`urn:uuid:${ids[C]}`);
  });

  test("names the packages that changed against what was latest before, and where all of them stand", async () => {
    const { name } = catalog.debian;
    const { content, links } = await entry(image(), `${name} ${B} is latest`);
    expect(content).toContain("1 removed, 1 added, 1 upgraded");
    for (const line of ["removed: nano 7.2-1", "added: vim 9.0-1", "upgraded: bash 5.2-1 → 5.2-10"]) expect(content).toContain(`<li>${line}</li>`);
    expect(content).toContain("Reason: a good night");
    expect(links).toContainEqual(expect.objectContaining({ rel: "related", href: `${portal}/images/${name}/compare/${A}...${B}` }));
    // Published after B was promoted: compared with B.
    expect((await entry(image(), `${name} ${C} is published`)).content).toContain("downgraded: bash 5.2-10 → 5.2-9");
  });

  test("encloses the file with its size and type", async () => {
    const { name } = catalog.debian;
    const { links } = await entry(image(), `${name} ${C} is published`);
    expect(links).toContainEqual({ rel: "enclosure", href: `${portal}/download/${name}/${C}/${name}-${C}.qcow2`, type: "application/octet-stream", title: `${name}-${C}.qcow2`, length: "4096" });
  });

  test("is there for an image without builds and says when an image was retired, and by what it was replaced; of an unknown image there is none", async () => {
    expect((await read({ kind: "image", image: catalog.arm.name })).entries).toEqual([]);
    const [retired] = (await read({ kind: "image", image: catalog.old.name })).entries;
    expect(retired).toMatchObject({ title: `${catalog.old.name} is retired`, updated: "2026-06-30T00:00:00.000Z", content: expect.stringContaining(catalog.debian.name) });
    expect(await readFeed({ kind: "image", image: "Standard_Nothing" }, {}, portal)).toBeNull();
  });
});

describe("after a revocation with a successor", () => {
  let before: Awaited<ReturnType<typeof entry>>;
  const name = () => catalog.debian.name;

  beforeAll(async () => {
    before = await entry(image(), `${name()} ${B} is latest`);
    const outcome = await revoke(actor, { imageName: name(), version: B, reason: "defect", severity: "high", explanation: bad, replacementVersion: C, successorVersion: C });
    expect(outcome.ok).toBe(true);
  });

  test("its entry says reason, severity and replacement, in text that cannot break the document", async () => {
    for (const feed of [{ kind: "all" }, image(), { kind: "channel", channel: "latest" }, { kind: "security" }] satisfies Feed[]) {
      const { content, links, categories } = await entry(feed, `${name()} ${B} is revoked: a defect`);
      expect(content).toContain("because of a defect (severity: high)");
      expect(content).toContain("It loses &lt;all&gt; data &amp; says \"fine\".\uFFFD");
      expect(content).toContain(`<p>Use <a href="${portal}/images/${name()}/${C}">${C}</a> instead.</p>`);
      expect(links).toContainEqual(expect.objectContaining({ rel: "successor-version", href: `${portal}/images/${name()}/${C}` }));
      expect(links.some(({ rel }) => rel === "enclosure")).toBe(false);
      expect(categories).toContain("severity-high");
    }
  });

  test("older entries of the build keep id and time of publication, warn, and give out no file any more", async () => {
    const after = await entry(image(), `${name()} ${B} is latest`);
    expect([after.id, after.published]).toEqual([before.id, before.published]);
    const { at } = await db.revocation.findUniqueOrThrow({ where: { buildId: ids[B]! } });
    expect([before.updated, after.updated]).toEqual([before.published, at.toISOString()]);
    expect(after.content).toContain("<strong>Revoked</strong>");
    expect([before, after].map(({ links }) => links.some(({ rel }) => rel === "enclosure"))).toEqual([true, false]);
    // Of others nothing has changed.
    const other = await entry(image(), `${name()} ${A} is latest`);
    expect(other.updated).toBe(other.published);
  });

  test("the channels tell it each in its own feed", async () => {
    expect(await titles({ kind: "channel", channel: "latest" })).toEqual([`${name()} ${C} is latest`, `${name()} ${B} is revoked: a defect`, `${name()} ${B} is latest`, `${name()} ${A} is latest`]);
    // B was taken out of latest before C came: A has been prev all the time.
    expect(await titles({ kind: "channel", channel: "prev" })).toEqual([`${name()} ${A} is prev`]);
    await revoke(actor, { imageName: name(), version: A, reason: "other", severity: "low", explanation: "Too old to be kept.", replacementVersion: undefined, successorVersion: undefined });
    expect(await titles({ kind: "channel", channel: "prev" })).toEqual([`${name()} ${A} is revoked: another reason`, `${name()} ${A} is prev`]);
    expect((await titles({ kind: "channel", channel: "latest" }))[0]).toBe(`${name()} ${C} is latest`);
  });

  test("a replacement that is revoked in its turn is no advice any more", async () => {
    await revoke(actor, { imageName: name(), version: C, reason: "vulnerability", severity: "critical", explanation: "A hole in it as well.", replacementVersion: undefined, successorVersion: "none" });
    const { content, updated } = await entry(image(), `${name()} ${B} is revoked: a defect`);
    expect(content).toContain("that build has been revoked since");
    const { at } = await db.revocation.findUniqueOrThrow({ where: { buildId: ids[C]! } });
    expect(updated).toBe(at.toISOString());
    expect((await entry(image(), `${name()} ${C} is revoked: a vulnerability`)).content).toContain("There is no replacement yet.");
  });
});

test("the feed about security has builds that were made for it, and issues when they open and close", async () => {
  const { id } = await db.knownIssue.create({
    data: { slug: "clock", title: "The clock goes wrong", body: "It is **late**.\n\nAlways.", severity: "medium", state: "open", openedOn: new Date("2099-01-01"), scopes: { create: { imageId: catalog.debian.id } } },
  });
  const opened = await entry({ kind: "security" }, "Known issue: The clock goes wrong");
  expect(opened).toMatchObject({ id: `urn:uuid:${id}`, updated: "2099-01-01T00:00:00.000Z", categories: ["known-issue", "severity-medium", catalog.debian.name] });
  expect(opened.content).toContain("<p>It is **late**.</p><p>Always.</p>");
  await db.knownIssue.update({ where: { id }, data: { state: "resolved", resolvedOn: new Date("2099-01-02"), editedAt: new Date("2099-01-02T10:00:00Z") } });
  const all = (await read({ kind: "security" })).entries;
  expect(all.slice(0, 2).map(({ title, updated }) => [title, updated])).toEqual([
    ["Resolved: The clock goes wrong", "2099-01-02T10:00:00.000Z"],
    ["Known issue: The clock goes wrong", "2099-01-02T10:00:00.000Z"],
  ]);
  expect(all.some(({ title }) => title.includes("is published"))).toBe(false);
  await publishBuild(db, catalog.arm, A, { trigger: "security" });
  expect(await entry({ kind: "security" }, `${catalog.arm.name} ${A} is published`)).toMatchObject({ content: expect.stringContaining("because of security updates") });
  await db.knownIssue.delete({ where: { id } });
});

test("pages lead to each other through all entries, each of them once, also through many of one moment", async () => {
  const at = new Date("2026-10-01T00:00:00.123Z");
  const issues = Array.from({ length: entriesShown + 7 }, (_, number) => ({ slug: `issue-${number}`, title: `Issue ${number}`, body: "", severity: "low" as const, openedOn: at }));
  await db.knownIssue.createMany({ data: issues });
  const found: string[] = [];
  let pages = 0;
  for (let before: string | undefined; ; pages += 1) {
    const { links, entries } = await read({ kind: "security" }, before);
    found.push(...entries.map(({ id }) => id));
    expect(entries.length).toBeLessThanOrEqual(entriesShown);
    expect(links.some(({ rel }) => rel === "first")).toBe(before !== undefined);
    const next = links.find(({ rel }) => rel === "next");
    if (!next) break;
    before = new URL(next.href).searchParams.get("before") ?? undefined;
  }
  expect(pages).toBe(1);
  expect(new Set(found).size).toBe(found.length);
  expect(found).toHaveLength(entriesShown + 7 + 4);
});

test.each(["x", "2026-13-01T00:00:00.000Z~1~00000000-0000-0000-0000-000000000000", "2026-10-01T00:00:00.000Z~1~'; drop table builds"])("%s is no page of a feed", (before) => {
  expect(feedQuerySchema.safeParse({ before }).success).toBe(false);
});
