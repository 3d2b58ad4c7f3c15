import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";

type MigrationDirectory = { path: string; migrationFile: { path: string; content: { tag: "ok"; value: string } } };

const prismaFolder = join(import.meta.dirname, "..", "..", "prisma");
const folder = join(prismaFolder, "migrations");

/** Every migration of the repository, oldest first, in the shape that Prisma's schema engine reads. */
export async function readMigrations() {
  const names = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const migrationDirectories: MigrationDirectory[] = await Promise.all(
    names.sort().map(async (name) => ({
      path: name,
      migrationFile: { path: "migration.sql", content: { tag: "ok" as const, value: await readFile(join(folder, name, "migration.sql"), "utf8") } },
    })),
  );
  const lockfile = { path: "migration_lock.toml", content: await readFile(join(folder, "migration_lock.toml"), "utf8") };
  return { baseDir: folder, lockfile, shadowDbInitScript: "", migrationDirectories };
}

/**
 * Prisma's adapter cuts a script at each semicolon, which tears functions and triggers apart. PostgreSQL itself takes the
 * whole script as one query, and so runs a migration in one implicit transaction: all of it or nothing.
 */
class WholeScriptAdapter extends PrismaPg {
  readonly #pool: pg.Pool;

  constructor(pool: pg.Pool) {
    super(pool);
    this.#pool = pool;
  }

  override async connect() {
    const adapter = await super.connect();
    adapter.executeScript = async (script) => void (await this.#pool.query(script));
    return adapter;
  }
}

/** Prisma's own schema engine (the WebAssembly build, which needs no download) on the database of `pool`. */
export async function openSchemaEngine(pool: pg.Pool) {
  // The engine reports a panic through this global, which Prisma's own command line sets.
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: (message: string) => console.error(`schema engine: ${message}`) } });
  const { SchemaEngine } = await import("@prisma/schema-engine-wasm");
  const datamodels: [string, string][] = [["schema.prisma", await readFile(join(prismaFolder, "schema.prisma"), "utf8")]];
  return SchemaEngine.new({ datamodels }, () => undefined, bindMigrationAwareSqlAdapterFactory(new WholeScriptAdapter(pool)));
}

/**
 * Applies the migrations that the database has not seen, each with its checksum in `_prisma_migrations`, and returns the
 * names of those. Safe beside another process that does the same: the engine takes an advisory lock.
 */
export async function applyMigrations(url: string): Promise<string[]> {
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  const engine = await openSchemaEngine(pool);
  try {
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: await readMigrations(),
      filters: { externalTables: [], externalEnums: [] },
    });
    return appliedMigrationNames;
  } finally {
    engine.free();
    await pool.end();
  }
}
