import { expect, test } from "@playwright/test";
import pg from "pg";
import { factory, imageName, newestBuild, query, type BuildState } from "./factory.ts";

const stages = ["building", "testing", "signing", "publishing"] as const;
const minute = 60_000;

/** Waits until the newest build is in `status`, or has passed what `until` says. */
async function waitForBuild(until: (build: BuildState) => boolean, timeoutMs: number): Promise<BuildState> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const build = await newestBuild();
    if (build.status === "failed") throw new Error(`The build failed: ${build.failure_reason}`);
    if (until(build)) return build;
    if (Date.now() > deadline) throw new Error(`The build is still ${build.status} after ${timeoutMs / minute} minutes.`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

async function logContains(buildId: string, text: string): Promise<boolean> {
  const rows = await query("select 1 from build_log_chunks where build_id = $1 and position($2 in text) > 0 limit 1", [buildId, text]);
  return rows.length > 0;
}

/** Kills the worker as a crash would, and waits until another one has taken the build over in the same stage. */
async function killWorkerOf(build: BuildState): Promise<BuildState> {
  expect(build.worker_pid).not.toBeNull();
  process.kill(build.worker_pid ?? 0, "SIGKILL");
  return waitForBuild(({ attempt }) => attempt === build.attempt + 1, 2 * minute);
}

async function expectNothingPublic(version: string): Promise<void> {
  const { url } = factory();
  const answers = await Promise.all([`/download/${imageName}/${version}/SHA256SUMS`, `/download/${imageName}/latest/SHA256SUMS`].map((path) => fetch(url + path)));
  expect(answers.map(({ status }) => status)).toEqual([404, 404]);
}

test.describe.serial("a worker that is killed in each stage", () => {
  test("building: another worker builds from the start of the stage", async () => {
    test.setTimeout(20 * minute);
    const build = await waitForBuild(({ status }) => status === "building", 3 * minute);
    const begun = Date.now();
    // Far enough in that the builder has processes and mounts of its own.
    while (Date.now() - begun < 20_000) await new Promise((done) => setTimeout(done, 500));
    await expectNothingPublic(build.version);
    expect((await killWorkerOf(build)).status).toBe("building");
  });

  test("testing: another worker boots the image that is built already", async () => {
    test.setTimeout(30 * minute);
    const build = await waitForBuild(({ status }) => status === "testing", 25 * minute);
    while (!(await logContains(build.id, "=== testing"))) await new Promise((done) => setTimeout(done, 200));
    await new Promise((done) => setTimeout(done, 10_000));
    await expectNothingPublic(build.version);
    expect((await killWorkerOf(build)).status).toBe("testing");
  });

  test("signing, then publishing: no half-published file is ever visible", async () => {
    test.setTimeout(30 * minute);
    // Publication waits for the image's row: with it held here, the worker is surely killed inside that stage.
    const holder = new pg.Client({ connectionString: factory().databaseUrl });
    await holder.connect();
    await holder.query("begin");
    await holder.query("select 1 from images where name = $1 for update", [imageName]);
    const signing = await waitForBuild(({ status }) => status === "signing", 25 * minute);
    await expectNothingPublic(signing.version);
    expect((await killWorkerOf(signing)).status).toBe("signing");
    const publishing = await waitForBuild(({ status }) => status === "publishing", 10 * minute);
    await new Promise((done) => setTimeout(done, 1_000));
    await expectNothingPublic(publishing.version);
    expect((await killWorkerOf(publishing)).status).toBe("publishing");
    await expectNothingPublic(publishing.version);
    await holder.query("rollback");
    await holder.end();
  });

  test("in the end the build is published, tested, signed and latest, with nothing stuck", async () => {
    test.setTimeout(10 * minute);
    const build = await waitForBuild(({ status }) => status === "published", 5 * minute);
    const channels = await query<{ name: string; version: string }>(
      "select channels.name, builds.version from channels join builds on builds.id = channels.build_id join images on images.id = channels.image_id where images.name = $1",
      [imageName],
    );
    expect(channels).toEqual([{ name: "latest", version: build.version }]);
    const takeovers = await query<{ message: string }>("select message from build_events where build_id = $1 and kind = 'takeover' order by id", [build.id]);
    expect(takeovers.map(({ message }) => /stage "(\w+)"/.exec(message)?.[1])).toEqual([...stages]);
    const results = await query<{ check_id: string; verdict: string }>(
      "select check_id, test_results.verdict from test_results join test_runs on test_runs.id = run_id where build_id = $1 and mandatory",
      [build.id],
    );
    expect(results.length).toBeGreaterThanOrEqual(12);
    expect(results.filter(({ verdict }) => verdict !== "passed")).toEqual([]);
  });

  test("the audit chain is whole", async () => {
    const broken = await query(
      `select sequence from (select *, lag(hash, 1, repeat('0', 64)) over (order by sequence) as before_it from audit_entries) entry
       where previous_hash <> before_it`,
    );
    expect(broken).toEqual([]);
  });
});
