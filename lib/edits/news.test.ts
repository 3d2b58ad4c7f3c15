import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "#lib/db.ts";
import { loadDefaultCatalog } from "#lib/default-catalog/mutations.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { readCapabilityState } from "./capabilities/data.ts";
import { editCapability } from "./capabilities/mutations.ts";
import { readFamilyState } from "./families/data.ts";
import { editFamily } from "./families/mutations.ts";
import { readImageState } from "./images/data.ts";
import { editImage } from "./images/mutations.ts";
import { readIssue } from "./issues/data.ts";
import { editIssue } from "./issues/mutations.ts";
import { readSizeState } from "./sizes/data.ts";
import { editSize } from "./sizes/mutations.ts";
import { jane, savedRevision } from "./testing.ts";

let database: TestDatabase;
let listener: pg.Client;
let heard = 0;
beforeAll(async () => {
  database = await startTestDatabase();
  await loadDefaultCatalog();
  listener = new pg.Client({ connectionString: database.url });
  await listener.connect();
  listener.on("notification", () => (heard += 1));
  await listener.query("listen catalog");
});
afterAll(async () => {
  await listener.end();
  await db.$disconnect();
  await database.stop();
});

const save = { intent: "save" as const };
const edits = {
  image: async () => {
    const { revision, values } = (await readImageState("Standard_Debian_12"))!;
    return editImage(jane, { name: "Standard_Debian_12", ...save, revision, ...values, summary: "news" });
  },
  "flavor family": async () => {
    const { revision, values } = (await readFamilyState("s2"))!;
    return editFamily(jane, { name: "s2", ...save, revision, ...values, title: "news" });
  },
  flavor: async () => {
    const { revision, values } = (await readSizeState("s2.medium.4"))!;
    return editSize(jane, { name: "s2.medium.4", ...save, revision, ...values, vcpus: 99 });
  },
  capability: async () => {
    const { revision, values } = (await readCapabilityState("kvm"))!;
    return editCapability(jane, { key: "kvm", ...save, revision, ...values, title: "news" });
  },
  "known issue": async () => {
    const { revision, values } = (await readIssue("vendor-ubuntu"))!;
    return editIssue(jane, { slug: "vendor-ubuntu", ...save, revision, ...values, title: "news" });
  },
};

test.each(Object.keys(edits) as (keyof typeof edits)[])("an edit of a %s empties the kept pages: it is announced", async (kind) => {
  const before = heard;
  savedRevision(await edits[kind]());
  await expect.poll(() => heard).toBeGreaterThan(before);
});
