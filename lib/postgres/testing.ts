import { randomUUID } from "node:crypto";
import pg from "pg";
import { createDatabase, type Database } from "#lib/db.ts";

/** A database of one test file: migrated, empty of rows. `stop` drops it. */
export type TestDatabase = { url: string; db: Database; stop: () => Promise<void> };

/**
 * Makes a database for one test file from the migrated template that the test run's own PostgreSQL holds, and points
 * `DATABASE_URL` to it, so that code under test which uses the shared client of `lib/db.ts` works on it.
 */
export async function startTestDatabase(): Promise<TestDatabase> {
  const template = process.env["TEST_DATABASE_TEMPLATE"];
  if (!template) throw new Error("TEST_DATABASE_TEMPLATE is not set: run the tests through vitest, whose global set-up starts PostgreSQL.");
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  const administer = async (statement: string) => {
    const url = new URL(template);
    url.pathname = "/postgres";
    const client = new pg.Client({ connectionString: url.href });
    await client.connect();
    await client.query(statement).finally(() => client.end());
  };
  await administer(`create database ${name} template ${new URL(template).pathname.slice(1)}`);
  const url = new URL(template);
  url.pathname = `/${name}`;
  process.env["DATABASE_URL"] = url.href;
  const db = createDatabase(url.href, 20);
  const stop = async () => {
    await db.$disconnect();
    await administer(`drop database ${name} with (force)`);
  };
  return { url: url.href, db, stop };
}
