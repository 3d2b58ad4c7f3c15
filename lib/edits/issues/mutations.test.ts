import { afterAll, beforeAll, expect, test } from "vitest";
import { listIssues } from "#lib/catalog/image/data.ts";
import { db } from "#lib/db.ts";
import { loadDefaultCatalog } from "#lib/default-catalog/mutations.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { jane, john, savedRevision } from "../testing.ts";
import { readIssuePage } from "./data.ts";
import { createIssue, editIssue, resetIssue, settleIssue } from "./mutations.ts";
import { createIssueSchema, editIssueSchema, type CreateIssue } from "./schema.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
  await loadDefaultCatalog();
});
afterAll(async () => {
  await db.$disconnect();
  await database.stop();
});

const image = "Standard_Debian_12";
const known = "vendor-ubuntu";
const made = (slug: string): CreateIssue => ({ slug, intent: "save", title: "A title", severity: "high", body: "What *happens*.", workaround: null, openedOn: "2026-11-01", resolvedOn: null, distributions: [], images: [image], families: ["c1"] });
const page = async (slug: string) => (await readIssuePage(jane, slug))!;
const request = async (slug: string, changed: object) => {
  const { revision, values } = await page(slug);
  return { slug, intent: "save" as const, revision, ...(values as Omit<CreateIssue, "slug" | "intent">), ...changed };
};

test("a new issue stands at once on the page of what it concerns, and in the audit", async () => {
  savedRevision(await createIssue(jane, made("fresh")));
  expect((await listIssues(image)).find(({ slug }) => slug === "fresh")).toMatchObject({ title: "A title", concerns: "image" });
  expect((await page("fresh")).history).toMatchObject([{ act: "create", by: "jane", values: { images: [image], families: ["c1"] } }]);
});

test("two who make the same issue at once: one is told that it exists", async () => {
  const outcomes = await Promise.all([createIssue(jane, made("twin")), createIssue(john, made("twin"))]);
  expect(outcomes.map(({ ok }) => ok).sort()).toEqual([false, true]);
  expect(outcomes.find(({ ok }) => !ok)).toMatchObject({ fieldErrors: { slug: [expect.any(String)] } });
});

test("what does not exist cannot be concerned", async () => {
  expect(await createIssue(jane, { ...made("lost"), images: ["Standard_Nothing"], families: ["zz9"] })).toMatchObject({ code: "invalid-input", fieldErrors: { images: [/Standard_Nothing/], families: [/zz9/] } });
  expect(await db.knownIssue.count({ where: { slug: "lost" } })).toBe(0);
});

test("of two who save at once one wins; the other learns who changed what, and what they typed stays", async () => {
  await createIssue(jane, made("raced"));
  const opened = await request("raced", {});
  const outcomes = await Promise.all([editIssue(jane, { ...opened, title: "by jane" }), editIssue(john, { ...opened, title: "by john" })]);
  const [winner, loser] = outcomes[0]!.ok ? ["jane", outcomes[1]!] : ["john", outcomes[0]!];
  const mine = winner === "jane" ? "by john" : "by jane";
  expect(loser).toMatchObject({ ok: false, code: "stale", revision: 2, values: { title: mine }, meantime: [{ field: "title", now: `by ${winner}`, by: winner }] });
  expect((await page("raced")).values["title"]).toBe(`by ${winner}`);
});

test("a stale form takes over what its sender left alone", async () => {
  await createIssue(jane, made("merged"));
  const opened = await request("merged", {});
  savedRevision(await editIssue(jane, { ...opened, severity: "low" }));
  const late = await editIssue(john, { ...opened, title: "by john" });
  expect(late).toMatchObject({ code: "stale", values: { title: "by john", severity: "low" }, meantime: [{ field: "severity", now: "low", by: "jane" }] });
  const again = await editIssue(john, { ...opened, title: "by john", severity: "low", revision: late.ok ? 0 : late.revision! });
  expect(savedRevision(again)).toBe(3);
  expect((await page("merged")).values).toMatchObject({ title: "by john", severity: "low" });
});

test("a preview writes nothing, and an edit that changes nothing is told so", async () => {
  const before = await page(known);
  expect(await editIssue(jane, await request(known, { intent: "preview", title: "only looked at" }))).toMatchObject({ ok: true, value: { isSaved: false } });
  expect(await editIssue(jane, await request(known, {}))).toMatchObject({ code: "unchanged" });
  expect(await page(known)).toEqual(before);
});

test("an issue is resolved, opened again and edited, and a load of the default catalog keeps it until it is given back", async () => {
  const original = (await page(known)).values;
  const { revision } = await page(known);
  const resolved = savedRevision(await settleIssue(jane, { slug: known, revision, to: "resolved" }));
  expect(await db.knownIssue.findUniqueOrThrow({ where: { slug: known } })).toMatchObject({ state: "resolved", resolvedOn: expect.any(Date) });
  const open = savedRevision(await settleIssue(jane, { slug: known, revision: resolved, to: "open" }));
  const edited = savedRevision(await editIssue(john, await request(known, { title: "by hand", distributions: [], images: [image] })));
  expect(edited).toBe(open + 1);
  expect(await loadDefaultCatalog()).toMatchObject({ updated: 0, created: 0 });
  const mine = await page(known);
  expect(mine).toMatchObject({ isEdited: true, values: { title: "by hand", images: [image] } });
  expect(mine.own?.changes.map(({ field }) => field)).toContain("title");
  expect(await resetIssue(jane, { slug: known, revision: edited - 1 })).toMatchObject({ code: "stale" });
  savedRevision(await resetIssue(jane, { slug: known, revision: edited }));
  expect(await page(known)).toMatchObject({ isEdited: false, own: null, values: original });
  expect((await page(known)).history.map(({ act, by }) => `${by} ${act}`)).toEqual(["jane reset", "john edit", "jane edit", "jane edit"]);
  expect(await loadDefaultCatalog()).toMatchObject({ updated: 0, created: 0 });
});

test("what was made here has no values of its own to go back to", async () => {
  await createIssue(jane, made("own"));
  expect(await resetIssue(jane, { slug: "own", revision: 1 })).toMatchObject({ code: "no-own-values" });
});

const fields = { slug: "typed", intent: "save", revision: "1", title: "t", severity: "low", body: "b", workaround: "", openedOn: "2026-11-01", resolvedOn: "", "images:x": "on" };
test("a form says by field what is wrong, and sets nothing that it does not name", () => {
  expect(editIssueSchema.parse({ ...fields, id: "1", state: "resolved", editedAt: "now" })).toEqual({
    slug: "typed", intent: "save", revision: 1, title: "t", severity: "low", body: "b", workaround: null, openedOn: "2026-11-01", resolvedOn: null, distributions: [], images: ["x"], families: [],
  });
  const wrong = (changed: object) => createIssueSchema.safeParse({ ...fields, ...changed }).error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  expect(wrong({ resolvedOn: "2026-10-31" })).toEqual([expect.stringContaining("resolvedOn: 2026-10-31 is before 2026-11-01")]);
  expect(wrong({ severity: "bad" })).toEqual([expect.stringContaining("severity: Choose")]);
  const { "images:x": _ticked, ...unticked } = fields;
  expect(createIssueSchema.safeParse(unticked).error?.issues[0]).toMatchObject({ path: ["distributions"] });
  expect(wrong({ slug: "new" })).toEqual([expect.stringContaining("slug: “new”")]);
});
