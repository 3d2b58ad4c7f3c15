import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "@playwright/test";
import { nodeFlags, ownNode, root } from "../bin/prepare.mjs";
import { factory, imageName, latestBuild } from "./factory.ts";

const { url, databaseUrl } = factory();

/** How the portal answered: from what it kept, or rendered anew. */
async function visit(path: string): Promise<{ how: string | null; text: string }> {
  const answer = await fetch(url + path);
  return { how: answer.headers.get("server-timing"), text: await answer.text() };
}

test("pages and the API are rendered once and then sent as they were kept", async () => {
  for (const path of ["/", "/images", `/images/${imageName}`, `/de/images/${imageName}`, "/api/v1/images"]) {
    await visit(path);
    const again = await visit(path);
    expect(`${path} ${again.how}`).toBe(`${path} cache;desc=hit`);
  }
});

test("a promotion by another process is on the page at the next request", async () => {
  const path = `/images/${imageName}`;
  const { version } = await latestBuild();
  await visit(path);
  expect((await visit(path)).how).toBe("cache;desc=hit");

  // The act of a worker whose policy promotes: in a process of its own, which knows of the portal nothing but the database.
  await promoteElsewhere("19990101-1");
  const changed = await visit(path);
  expect(changed.how).toBe("cache;desc=miss");
  expect(changed.text).toContain("19990101-1");
  expect((await visit(path)).how).toBe("cache;desc=hit");

  await promoteElsewhere(version);
  expect((await visit(path)).how).toBe("cache;desc=miss");
});

/** Promotes a build of the image in another process, and makes it there first when it does not exist. */
async function promoteElsewhere(version: string): Promise<void> {
  const act = `
    const { db } = await import("#lib/db.ts");
    const { promote } = await import("#lib/channels/mutations.ts");
    const { insertPublishedBuild } = await import("#lib/channels/testing.ts");
    const { systemActor } = await import("#lib/auth/actor.ts");
    const image = await db.image.findUniqueOrThrow({ where: { name: ${JSON.stringify(imageName)} } });
    const version = ${JSON.stringify(version)};
    if (!(await db.build.findFirst({ where: { imageId: image.id, version } }))) await insertPublishedBuild(db, image.id, version, new Date("1999-01-01"));
    const outcome = await promote(systemActor("worker"), { imageId: image.id, version });
    if (!outcome.ok) throw new Error(outcome.message);
    await db.$disconnect();`;
  const arguments_ = [...nodeFlags, "--input-type=module", "-e", act];
  await promisify(execFile)(ownNode(), arguments_, { cwd: root, env: { ...process.env, DATABASE_URL: databaseUrl } });
}
