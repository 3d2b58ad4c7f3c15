import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { stringify } from "yaml";
import { readCloudsFile } from "./clouds-file.ts";

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "clouds-"))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const password = { auth_url: "https://keystone.example/v3", username: "factory", password: "secret-word", project_name: "images", user_domain_name: "OTC" };
const credential = { auth_url: "https://keystone.example/v3", application_credential_id: "abc", application_credential_secret: "secret-word" };

const read = (content: unknown, secrets?: unknown) => {
  rmSync(join(folder, "secure.yaml"), { force: true });
  if (secrets) writeFileSync(join(folder, "secure.yaml"), stringify(secrets));
  writeFileSync(join(folder, "clouds.yaml"), typeof content === "string" ? content : stringify(content));
  return readCloudsFile(join(folder, "clouds.yaml"));
};

test("a cloud with a password has our defaults; what other programs write beside it is passed over", async () => {
  const [cloud, ...others] = await read({ clouds: { otc: { auth: password, region_name: "eu-de", identity_api_version: 3, profile: "otc" } }, cache: { expiration_time: 1 } });
  expect(others).toEqual([]);
  expect(cloud).toMatchObject({ name: "otc", region: "eu-de", interface: "public", imageEndpoint: null, auth: { username: "factory" }, usage: { drift: "repair", visibility: "public", protected: true, upload: "stream" } });
});

test("an application credential needs neither user nor project", async () => {
  expect(await read({ clouds: { one: { auth: credential, auth_type: "v3applicationcredential" } } })).toMatchObject([{ name: "one", region: null, auth: credential }]);
});

test("each region of a cloud is a cloud of its own, and several clouds stand beside each other", async () => {
  const clouds = await read({
    clouds: {
      otc: { auth: password, regions: ["eu-de", { name: "eu-nl", values: {} }], imagefactory: { drift: "report", visibility: "shared", protected: false, upload: "web-download" } },
      scs: { auth: credential, regions: ["one"], image_endpoint_override: "https://glance.example" },
    },
  });
  expect(clouds.map(({ name, region }) => [name, region])).toEqual([["otc/eu-de", "eu-de"], ["otc/eu-nl", "eu-nl"], ["scs", "one"]]);
  expect(clouds[1]?.usage).toEqual({ drift: "report", visibility: "shared", protected: false, upload: "web-download" });
  expect(clouds[2]?.imageEndpoint).toBe("https://glance.example");
});

test("passwords may stand in secure.yaml", async () => {
  const { password: secret, ...rest } = password;
  expect(await read({ clouds: { otc: { auth: rest } } }, { clouds: { otc: { auth: { password: secret } } } })).toMatchObject([{ auth: { password: secret, project_name: "images" } }]);
});

test("an empty list gives all clouds up", async () => {
  expect(await read({ clouds: {} })).toEqual([]);
});

test.each([
  ["no address", { auth: { ...password, auth_url: "keystone" } }, "auth.auth_url"],
  ["no project", { auth: { ...password, project_name: undefined } }, "project_name or project_id"],
  ["neither password nor credential", { auth: { auth_url: "https://keystone.example" } }, "application_credential_id"],
  ["an unchecked connection", { auth: password, verify: false }, "NODE_EXTRA_CA_CERTS"],
  ["a setting of ours that does not exist", { auth: password, imagefactory: { drfit: "report" } }, "drfit"],
  ["a value of ours that does not exist", { auth: password, imagefactory: { upload: "pigeon" } }, "imagefactory.upload"],
])("%s is refused, with the cloud and the entry, without the secret", async (_title, entry, told) => {
  const refusal = await read({ clouds: { otc: entry } }).catch((error: unknown) => error as Error);
  expect(refusal).toMatchObject({ code: "configuration", message: expect.stringContaining('cloud "otc"') });
  expect(String(refusal)).toContain(told);
  expect(String(refusal)).not.toContain("secret-word");
});

test("a file that is missing or no YAML says so and quotes nothing of it", async () => {
  const refusal = await read('clouds: {otc: {auth: {password: "secret-word"').catch((error: unknown) => String(error));
  expect(refusal).toContain("not readable as YAML");
  expect(refusal).not.toContain("secret-word");
  await expect(readCloudsFile(join(folder, "nowhere.yaml"))).rejects.toMatchObject({ code: "configuration", message: expect.stringContaining("no such file") });
});
