import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { patience } from "./http.ts";
import { openSessions, type Sessions } from "./keystone.ts";

// A Keystone with another clock than ours, and a catalog as clouds have them, can be had of a small server alone.

let server: Server;
let skewMs = 0;
let logIns = 0;

beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume();
    logIns += 1;
    const now = Date.now() + skewMs;
    const endpoint = (url: string | null) => ({ interface: "public", region_id: "one", url });
    const catalog = [{ type: "metering", endpoints: [endpoint(""), endpoint(null)] }, { type: "image", endpoints: [endpoint("https://glance.example/v2/")] }];
    const token = { issued_at: new Date(now).toISOString(), expires_at: new Date(now + 3_600_000).toISOString(), project: { id: "abc" }, catalog };
    response.writeHead(201, { "x-subject-token": `token-${logIns}` }).end(JSON.stringify({ token }));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
});
afterAll(() => void server.close());

function open(): Sessions {
  logIns = 0;
  const auth = { auth_url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v3`, username: "factory", password: "secret" };
  return openSessions({ name: "one", auth, region: "one", interface: "public", imageEndpoint: null, usage: { drift: "repair", visibility: "public", protected: true, upload: "stream" } }, patience);
}

test.each([["behind", -7_200_000], ["ahead", 7_200_000]])("a cloud whose clock is two hours %s is logged in to once", async (_title, skew) => {
  skewMs = skew;
  const sessions = open();
  const first = await sessions.current();
  expect(await sessions.current()).toEqual(first);
  expect(logIns).toBe(1);
  const lifeMs = first.expiresAt.getTime() - Date.now();
  expect(lifeMs).toBeGreaterThan(3_590_000);
  expect(lifeMs).toBeLessThanOrEqual(3_600_000);
});

test("endpoints of other services without an address do not matter", async () => {
  skewMs = 0;
  expect(await open().current()).toMatchObject({ projectId: "abc", imageUrl: "https://glance.example" });
});
