import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { requireFreePort, waitUntilReady } from "./ready.ts";

test("a port that something else uses is named, and one that is free again is not", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  await expect(requireFreePort("127.0.0.1", port)).rejects.toThrow(`Port ${port} of 127.0.0.1 cannot be used`);
  other.close();
  await once(other, "close");
  await requireFreePort("127.0.0.1", port);
});

test("what comes up late is waited for, what never does is named with its last words", async () => {
  let asked = 0;
  const late = async () => {
    asked += 1;
    if (asked < 3) throw new Error("not yet");
    return asked;
  };
  expect(await waitUntilReady(late, 5_000, "it")).toBe(3);
  await expect(waitUntilReady(() => Promise.reject(new Error("no key")), 150, "the signer")).rejects.toThrow(/the signer did not come up within 0.15 s: no key/);
});
