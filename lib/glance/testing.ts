import { randomUUID } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { stringify } from "yaml";
import type { CloudConfig, CloudUsage } from "./clouds-file.ts";
import type { CloudServices } from "./test-services.ts";

export type TestCloud = CloudServices & {
  /** A call of Keystone or Glance as the cloud's administrator. */
  administer: (url: string, init?: { method?: string; body?: unknown; type?: string }) => Promise<{ status: number; headers: Headers; json: never }>;
};

export type TestProject = { config: CloudConfig; projectId: string; userId: string; userName: string; password: string };

let shared: Promise<TestCloud> | undefined;

/** The real Keystone and Glance of this test run; the first one who asks starts them, which takes ten seconds. */
export function startCloud(): Promise<TestCloud> {
  return (shared ??= connect());
}

async function connect(): Promise<TestCloud> {
  const folder = process.env["TEST_CLOUD_FOLDER"];
  if (!folder) throw new Error("TEST_CLOUD_FOLDER is not set: run the tests through vitest, whose global set-up starts the cloud.");
  writeFileSync(join(folder, "wanted"), "");
  while (!existsSync(join(folder, "ready"))) await sleep(50);
  const { services, error } = JSON.parse(readFileSync(join(folder, "ready"), "utf8")) as { services?: CloudServices; error?: string };
  if (!services) throw new Error(`There is no cloud to test with: ${error}`);
  return administered(services);
}

/** The same cloud with the rights of its administrator. */
export async function administered(services: CloudServices): Promise<TestCloud> {
  const password = { user: { name: "admin", domain: { id: "default" }, password: services.adminPassword } };
  const scope = { project: { name: "admin", domain: { id: "default" } } };
  const logIn = await fetch(`${services.authUrl}/auth/tokens`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ auth: { identity: { methods: ["password"], password }, scope } }) });
  const token = logIn.headers.get("x-subject-token") ?? "";
  const administer: TestCloud["administer"] = async (url, { method = "GET", body, type = "application/json" } = {}) => {
    const init: RequestInit = { method, headers: { "x-auth-token": token, "content-type": type } };
    if (body !== undefined) init.body = typeof body === "string" ? body : JSON.stringify(body);
    let response = await fetch(url, init);
    // On a busy machine their SQLite is locked now and then.
    for (let attempt = 1; response.status >= 500 && attempt < 5; attempt += 1) {
      await sleep(attempt * 200);
      response = await fetch(url, init);
    }
    const text = await response.text();
    if (!response.ok && response.status !== 404) throw new Error(`${method} ${url}: ${response.status} ${text}`);
    return { status: response.status, headers: response.headers, json: (text.startsWith("{") ? JSON.parse(text) : null) as never };
  };
  return { ...services, administer };
}

/** A project of its own with one user, who may publish images when `role` is `admin`. */
export async function makeProject(cloud: TestCloud, { role = "admin", ...usage }: Partial<CloudUsage> & { role?: "admin" | "member" } = {}): Promise<TestProject> {
  const name = `project-${randomUUID().slice(0, 8)}`;
  const password = `secret-${randomUUID()}`;
  const make = async <T>(kind: string, value: unknown) => (await cloud.administer(`${cloud.authUrl}/${kind}s`, { method: "POST", body: { [kind]: value } })).json as Record<string, T>;
  const project = (await make<{ id: string }>("project", { name, domain_id: "default" }))["project"]!;
  const user = (await make<{ id: string }>("user", { name, password, domain_id: "default" }))["user"]!;
  const roles = (await cloud.administer(`${cloud.authUrl}/roles?name=${role}`)).json as { roles: { id: string }[] };
  await cloud.administer(`${cloud.authUrl}/projects/${project.id}/users/${user.id}/roles/${roles.roles[0]?.id}`, { method: "PUT" });
  const config: CloudConfig = {
    name,
    auth: { auth_url: cloud.authUrl, username: name, password, user_domain_id: "default", project_id: project.id },
    region: cloud.region,
    interface: "public",
    imageEndpoint: null,
    usage: { drift: "repair", visibility: "public", protected: true, upload: "stream", ...usage },
  };
  return { config, projectId: project.id, userId: user.id, userName: name, password };
}

/** Writes `clouds.yaml` for these projects into `folder`, as an operator would; its path. */
export function writeCloudsFile(folder: string, projects: TestProject[]): string {
  const path = join(folder, "clouds.yaml");
  const entry = ({ config: { auth, region, imageEndpoint, usage } }: TestProject) => ({ auth, region_name: region, imagefactory: usage, ...(imageEndpoint ? { image_endpoint_override: imageEndpoint } : {}) });
  writeFileSync(path, stringify({ clouds: Object.fromEntries(projects.map((project) => [project.config.name, entry(project)])) }), { mode: 0o600 });
  return path;
}
