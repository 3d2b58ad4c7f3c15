import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { publishBuild, seedCatalog, seedKey } from "#lib/catalog/fixture.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { GET as getBuild } from "../../../app/api/v1/images/[name]/builds/[version]/route.ts";
import { GET as getPackages } from "../../../app/api/v1/images/[name]/builds/[version]/packages/route.ts";
import { GET as getTests } from "../../../app/api/v1/images/[name]/builds/[version]/tests/route.ts";
import { GET as getBuilds } from "../../../app/api/v1/images/[name]/builds/route.ts";
import { buildAnswer, buildsAnswer, packagesAnswer, testsAnswer } from "./schema.ts";

let database: TestDatabase;
const name = "Standard_Debian_12";
const request = new Request("http://localhost");

beforeAll(async () => {
  database = await startTestDatabase();
  await seedKey(database.db);
  const { debian } = await seedCatalog(database.db);
  await publishBuild(database.db, debian, "20261101-1", { promote: true });
  await publishBuild(database.db, debian, "20261120-1", { promote: true, packages: [{ name: "bash", version: "5", architecture: "amd64", source: "bash" }] });
  await publishBuild(database.db, debian, "20261121-1", { revoke: "broken" });
});
afterAll(() => database?.stop());

const of = (version: string, image = name) => ({ params: Promise.resolve({ name: image, version }) });

describe("builds as JSON", () => {
  it("lists them newest first, in the documented shape", async () => {
    const answer = buildsAnswer.strict().parse(await (await getBuilds(request, { params: Promise.resolve({ name }) })).json());
    expect(answer.builds.map(({ version, channel, isRevoked }) => [version, channel, isRevoked])).toEqual([["20261121-1", null, true], ["20261120-1", "latest", false], ["20261101-1", "prev", false]]);
  });

  it("gives one with its files, signatures and channel history", async () => {
    const build = buildAnswer.strict().parse(await (await getBuild(request, of("20261101-1"))).json());
    expect(build.files).toMatchObject([{ kind: "qcow2", sizeBytes: 4096, signatureUrl: expect.stringMatching(/\/download\/Standard_Debian_12\/20261101-1\/.*\.qcow2\.asc$/) }]);
    expect(build.channelHistory.map(({ channel, until }) => [channel, until === null])).toEqual([["latest", false], ["prev", true]]);
    expect(build.previousVersion).toBeNull();
  });

  it("tells why one was revoked, and what was published before it", async () => {
    const build = buildAnswer.parse(await (await getBuild(request, of("20261121-1"))).json());
    expect(build).toMatchObject({ isRevoked: true, revocation: { reason: "defect", severity: "high", explanation: "broken" }, previousVersion: "20261120-1" });
  });

  it("gives tests with their evidence, and packages", async () => {
    const tests = testsAnswer.strict().parse(await (await getTests(request, of("20261120-1"))).json());
    expect(tests.run?.results.map(({ checkId, command }) => [checkId, command])).toEqual([["one", "true"], ["two", "true"]]);
    const packages = packagesAnswer.strict().parse(await (await getPackages(request, of("20261120-1"))).json());
    expect(packages.packages).toEqual([{ name: "bash", version: "5", architecture: "amd64", source: "bash" }]);
  });

  it("answers 404 as an error of the API for what does not exist", async () => {
    const answers = await Promise.all([getBuild(request, of("20200101-1")), getTests(request, of("20200101-1")), getPackages(request, of("20261120-1", "Standard_Nothing")), getBuilds(request, { params: Promise.resolve({ name: "Standard_Nothing" }) })]);
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    for (const answer of answers) expect(await answer.json()).toEqual({ code: "not-found", message: expect.any(String) });
  });
});
