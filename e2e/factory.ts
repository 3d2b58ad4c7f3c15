import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";

/** What the stories know of the factory that runs for them. */
export type Factory = { url: string; port: number; dataDir: string; processId: number; password: string; databaseUrl: string };

export const stateFile = join(tmpdir(), `imagefactory-stories-${process.env["PLAYWRIGHT_RUN"] ?? process.ppid}.json`);
export const imageName = "Standard_Debian_12";

/** The factory of this run. */
export function factory(): Factory {
  return JSON.parse(readFileSync(process.env["FACTORY_STATE"] ?? stateFile, "utf8")) as Factory;
}

/** One query on the factory's own database. */
export async function query<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: factory().databaseUrl });
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}

export type BuildState = { id: string; version: string; status: string; attempt: number; worker_pid: number | null; failure_reason: string | null };

/** The newest build of the image, with the process that runs it. */
export async function newestBuild(): Promise<BuildState> {
  const [build] = await query<BuildState>(
    `select builds.id, builds.version, builds.status, builds.attempt, builds.failure_reason, workers.process_id as worker_pid
     from builds join images on images.id = builds.image_id left join workers on workers.id = builds.worker_id
     where images.name = $1 order by builds.queued_at desc limit 1`,
    [imageName],
  );
  if (!build) throw new Error(`${imageName} has no build`);
  return build;
}

/** The build that is latest: the newest one may be cancelled. */
export async function latestBuild(): Promise<{ id: string; version: string }> {
  const [row] = await query<{ id: string; version: string }>(
    "select builds.id, builds.version from channels join builds on builds.id = channels.build_id join images on images.id = channels.image_id where images.name = $1 and channels.name = 'latest'",
    [imageName],
  );
  if (!row) throw new Error(`${imageName} has no latest build`);
  return row;
}
