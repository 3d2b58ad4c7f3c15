import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { addressJudge } from "#lib/notifications/addresses.ts";
import { postWebhook, signaturesOf } from "./webhook.ts";

let url: string;
let hits: string[] = [];
let answer: (request: IncomingMessage, response: ServerResponse) => void;
const server = createServer((request, response) => {
  hits.push(request.url ?? "");
  answer(request, response);
});
beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  url = `http://localhost:${(server.address() as AddressInfo).port}/hook`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => void (hits = []));

const secret = `whsec_${Buffer.from("a secret of thirty-two bytes, ok?").toString("base64")}`;
const allowed = addressJudge(["127.0.0.0/8", "::1/128"]);
const post = (to = url, isAllowed = allowed) => postWebhook({ url: to, id: "msg_1", body: "{}", secrets: [secret], isAllowed });

test("the signature is that of the published example of Standard Webhooks", () => {
  const body = '{"test": 2432232314}';
  expect(signaturesOf("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body, ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"])).toBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
});

test("a redirect is not followed", async () => {
  answer = (_request, response) => response.writeHead(307, { location: "/elsewhere" }).end();
  await expect(post()).rejects.toMatchObject({ status: 307, message: "Answered 307; redirects are not followed." });
  expect(hits).toEqual(["/hook"]);
});

test("a receiver that never answers is left after ten seconds", async () => {
  answer = () => undefined;
  const startedAt = Date.now();
  await expect(post()).rejects.toMatchObject({ status: null, message: "No answer within 10 s." });
  expect(Date.now() - startedAt).toBeLessThan(12_000);
});

test("an endless answer is not read", async () => {
  answer = (_request, response) => {
    response.writeHead(200);
    const flow = setInterval(() => response.write("x".repeat(65_536)), 1);
    response.on("close", () => clearInterval(flow));
  };
  expect(await post()).toBe(200);
});

test.each(["http://127.0.0.1:1/", "http://localhost:1/", "http://[::1]:1/", "https://10.0.0.1/", "https://169.254.169.254/latest/meta-data/", "https://[::ffff:10.0.0.1]/", "https://[fd00::1]/", "https://0x7f000001/", "https://2130706433/"])("%s is refused before anything is sent", async (to) => {
  await expect(post(to, addressJudge([]))).rejects.toThrow(/no address of the public internet/);
});

test("nobody at the other end is said", async () => {
  await expect(post("http://127.0.0.1:1/")).rejects.toMatchObject({ status: null, message: "Not reached: ECONNREFUSED." });
});

test("which addresses are of the public internet", () => {
  const isPublic = addressJudge([]);
  expect(["1.1.1.1", "8.8.8.8", "172.32.0.1", "2606:4700::1111", "::ffff:8.8.8.8"].map(isPublic)).toEqual([true, true, true, true, true]);
  expect(["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "fc00::1", "64:ff9b::a00:1", "2002:a00:1::", "::ffff:169.254.169.254", "::ffff:a00:1", "no address"].map(isPublic)).not.toContain(true);
  expect(["10.1.2.3", "10.2.0.1"].map(addressJudge(["10.1.0.0/16"]))).toEqual([true, false]);
});
