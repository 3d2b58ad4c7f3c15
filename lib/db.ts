import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "#prisma/generated/client.ts";

/** A client of the database `url`, with a pool of at most `poolSize` connections. The caller disconnects it. */
export function createDatabase(url: string, poolSize = 10): PrismaClient {
  return new PrismaClient({ adapter: new PrismaPg({ connectionString: url, max: poolSize }) });
}

export type Database = PrismaClient;
/** What a use case may do inside a transaction: everything but opening another. */
export type Transaction = Omit<Database, "$connect" | "$disconnect" | "$on" | "$transaction" | "$extends">;

const shared = globalThis as typeof globalThis & { imageFactoryDatabase?: Database };

function connect(): Database {
  const url = process.env["DATABASE_URL"];
  if (!url) throw new Error("DATABASE_URL is not set: start the parts with `npm start`, or name a PostgreSQL database in it.");
  return createDatabase(url);
}

/**
 * The database of this process, connected on first use. It lives on `globalThis` because Next loads its server code in
 * several bundles, each of which would otherwise open a pool of its own.
 */
export const db: Database = new Proxy({} as Database, {
  get(_target, property) {
    const client = (shared.imageFactoryDatabase ??= connect());
    const value = Reflect.get(client, property) as unknown;
    return typeof value === "function" ? value.bind(client) : value;
  },
});
