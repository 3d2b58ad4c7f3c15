import { randomBytes } from "node:crypto";
import { createServer } from "node:net";
import { mkdirSync, openSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { spawn, type ChildProcess } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { runProcess } from "#lib/process.ts";

// A Keystone 22 and a Glance 25 for tests, out of Debian's Python packages. The packages that would start services
// (`keystone`, `glance-api`) are never installed; programs, configuration, keys and databases are all in one folder.

const region = "RegionOne";
const password = "keystone-admin";
// Debian's own: another Python that comes first on the PATH does not know the packages.
const python = "/usr/bin/python3";
const startTimeoutMs = 90_000;

export type CloudServices = { authUrl: string; imageUrl: string; region: string; adminPassword: string; /** SQLite of Glance, to fill it with more than requests could in reasonable time. */ glanceDatabase: string };
export type RunningServices = CloudServices & {
  /** Ends Glance alone, as a cloud that is away; `startImages` brings it back with what it had. */
  stopImages: () => Promise<void>;
  startImages: () => Promise<void>;
  stop: () => Promise<void>;
};

/** Prepares and starts both in `folder`, on free ports of the loopback interface. They end with this process, however it ends. */
export async function startServices(folder: string): Promise<RunningServices> {
  mkdirSync(folder, { recursive: true });
  const [keystonePort, glancePort] = [await freePort(), await freePort()];
  const authUrl = `http://127.0.0.1:${keystonePort}/v3`;
  const imageUrl = `http://127.0.0.1:${glancePort}`;
  const keystone = writeKeystone(folder);
  const glance = writeGlance(folder, authUrl, glancePort);
  await Promise.all([prepareKeystone(folder, keystone, authUrl), run(folder, python, ["-m", "glance.cmd.manage", "--config-file", glance, "db_sync"])]);
  const launchGlance = () => launch(folder, "glance", python, ["-m", "glance.cmd.api", "--config-file", glance]);
  const identity = launch(folder, "keystone", "keystone-wsgi-public", ["--host", "127.0.0.1", "--port", String(keystonePort), "--", `--config-file=${keystone}`]);
  let images = launchGlance();
  const stop = async () => void (await Promise.all([identity, images].map(end)));
  const stopImages = () => end(images);
  const startImages = async () => {
    images = launchGlance();
    await untilItAnswers(`${imageUrl}/`, [images]);
  };
  try {
    await Promise.all([untilItAnswers(authUrl, [identity]), untilItAnswers(`${imageUrl}/`, [images])]);
    await registerImageService(authUrl, imageUrl);
  } catch (error) {
    await stop();
    throw error;
  }
  return { authUrl, imageUrl, region, adminPassword: password, glanceDatabase: join(folder, "glance.db"), stopImages, startImages, stop };
}

function writeKeystone(folder: string): string {
  const file = join(folder, "keystone.conf");
  for (const name of ["fernet", "credentials"]) {
    mkdirSync(join(folder, name), { mode: 0o700 });
    // What `fernet_setup` and `credential_setup` do, without two starts of a large program.
    for (const key of ["0", "1"]) writeFileSync(join(folder, name, key), randomBytes(32).toString("base64").replaceAll("+", "-").replaceAll("/", "_"), { mode: 0o600 });
  }
  writeFileSync(
    file,
    `[database]
connection = sqlite:///${join(folder, "keystone.db")}
[token]
provider = fernet
[fernet_tokens]
key_repository = ${join(folder, "fernet")}
[fernet_receipts]
key_repository = ${join(folder, "fernet")}
[credential]
key_repository = ${join(folder, "credentials")}
[cache]
enabled = false
[identity]
password_hash_rounds = 4
`,
  );
  return file;
}

async function prepareKeystone(folder: string, file: string, authUrl: string): Promise<void> {
  await run(folder, "keystone-manage", ["--config-file", file, "db_sync"]);
  const urls = ["public", "internal", "admin"].flatMap((name) => [`--bootstrap-${name}-url`, authUrl]);
  await run(folder, "keystone-manage", ["--config-file", file, "bootstrap", "--bootstrap-password", password, "--bootstrap-region-id", region, ...urls]);
}

async function registerImageService(authUrl: string, imageUrl: string): Promise<void> {
  const user = { name: "admin", domain: { id: "default" }, password };
  const scope = { project: { name: "admin", domain: { id: "default" } } };
  const post = async (path: string, body: unknown, token = "") => {
    // On a busy machine its SQLite is locked now and then.
    for (let attempt = 1; ; attempt += 1) {
      const response = await fetch(`${authUrl}/${path}`, { method: "POST", headers: { "content-type": "application/json", "x-auth-token": token }, body: JSON.stringify(body) });
      if (response.ok) return response;
      if (response.status < 500 || attempt === 20) throw new Error(`Keystone answered ${response.status} to ${path}: ${await response.text()}`);
      await sleep(Math.min(attempt * 200, 2_000));
    }
  };
  const token = (await post("auth/tokens", { auth: { identity: { methods: ["password"], password: { user } }, scope } })).headers.get("x-subject-token") ?? "";
  const { service } = (await (await post("services", { service: { name: "glance", type: "image" } }, token)).json()) as { service: { id: string } };
  await post("endpoints", { endpoint: { service_id: service.id, interface: "public", region_id: region, url: imageUrl } }, token);
}

function writeGlance(folder: string, authUrl: string, port: number): string {
  const file = join(folder, "glance-api.conf");
  const paste = join(folder, "paste.ini");
  for (const name of ["images", "staging", "tasks"]) mkdirSync(join(folder, name));
  writeFileSync(
    paste,
    `[composite:glance-api-keystone]
paste.composite_factory = glance.api:root_app_factory
/: api
[pipeline:api]
pipeline = versionnegotiation authtoken context rootapp
[composite:rootapp]
paste.composite_factory = glance.api:root_app_factory
/: apiversions
/v2: v2
[app:v2]
paste.app_factory = glance.api.v2.router:API.factory
[app:apiversions]
paste.app_factory = glance.api.versions:create_resource
[filter:versionnegotiation]
paste.filter_factory = glance.api.middleware.version_negotiation:VersionNegotiationFilter.factory
[filter:context]
paste.filter_factory = glance.api.middleware.context:ContextMiddleware.factory
[filter:authtoken]
paste.filter_factory = keystonemiddleware.auth_token:filter_factory
`,
  );
  writeFileSync(
    file,
    `[DEFAULT]
bind_host = 127.0.0.1
bind_port = ${port}
workers = 0
enabled_backends = file:file
enabled_import_methods = [web-download]
node_staging_uri = file://${join(folder, "staging")}
[import_filtering_opts]
allowed_hosts = [127.0.0.1]
allowed_ports = []
disallowed_ports = []
[database]
connection = sqlite:///${join(folder, "glance.db")}
[glance_store]
default_backend = file
[file]
filesystem_store_datadir = ${join(folder, "images")}
[os_glance_staging_store]
filesystem_store_datadir = ${join(folder, "staging")}
[os_glance_tasks_store]
filesystem_store_datadir = ${join(folder, "tasks")}
[paste_deploy]
flavor = keystone
config_file = ${paste}
[keystone_authtoken]
auth_type = password
auth_url = ${authUrl}
www_authenticate_uri = ${authUrl}
username = admin
password = ${password}
project_name = admin
user_domain_id = default
project_domain_id = default
[oslo_concurrency]
lock_path = ${folder}
`,
  );
  return file;
}

const run = (folder: string, command: string, args: string[]) => runProcess({ command, args, cwd: folder, timeoutMs: startTimeoutMs });

function launch(folder: string, name: string, command: string, args: string[]): ChildProcess {
  const log = openSync(join(folder, `${name}.log`), "a");
  return spawn("setpriv", ["--pdeathsig", "KILL", "--", command, ...args], { cwd: folder, stdio: ["ignore", log, log] });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise((done) => child.once("exit", done));
  child.kill("SIGKILL");
  await exited;
}

async function untilItAnswers(url: string, children: ChildProcess[]): Promise<void> {
  const deadline = Date.now() + startTimeoutMs;
  for (;;) {
    const isUp = await fetch(url, { signal: AbortSignal.timeout(5_000) }).then((response) => response.arrayBuffer().then(() => true), () => false);
    if (isUp) return;
    if (children.some(({ exitCode }) => exitCode !== null)) throw new Error("Keystone or Glance ended while starting: see their logs in the folder of the test run.");
    if (Date.now() > deadline) throw new Error(`${url} did not answer within ${startTimeoutMs / 1000} s.`);
    await sleep(100);
  }
}

/** A port that was free a moment ago: the programs cannot choose one themselves and say which. */
async function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once("error", fail);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => (typeof address === "object" && address ? done(address.port) : fail(new Error("no free port"))));
    });
  });
}
