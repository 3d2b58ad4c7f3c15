import { createServer, request as forward, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { factory } from "./factory.ts";

/** Does something to the answer to a request for a range of an image, on its way to the browser. */
export type Tamper = (range: { start: number; end: number }, answer: IncomingMessage, response: ServerResponse) => void;
export type BadNetwork = { origin: string; ranges: string[]; tamper: Tamper | undefined; close: () => void };

/** A network between the browser and the factory that can be bad: everything passes, but images go through `tamper`. */
export async function openBadNetwork(): Promise<BadNetwork> {
  const { port } = factory();
  const server = createServer((incoming, response) => {
    const outgoing = forward({ host: "127.0.0.1", port, path: incoming.url, method: incoming.method, headers: { ...incoming.headers, host: `localhost:${port}` } }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      const [, start, end] = /^bytes=(\d+)-(\d+)$/.exec(incoming.headers.range ?? "") ?? [];
      if (!incoming.url?.endsWith(".qcow2") || !start || !end) return answer.pipe(response);
      network.ranges.push(`${start}-${end}`);
      if (network.tamper) return network.tamper({ start: Number(start), end: Number(end) + 1 }, answer, response);
      return answer.pipe(response);
    });
    outgoing.on("error", () => response.destroy());
    response.on("close", () => outgoing.destroy());
    incoming.pipe(outgoing);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  const network: BadNetwork = { origin: `http://localhost:${(server.address() as AddressInfo).port}`, ranges: [], tamper: undefined, close };
  return network;
}

/** Lets so many bytes of an answer through and drops the connection. */
export const cutAfter = (bytes: number): Tamper => (_range, answer, response) => {
  let left = bytes;
  answer.on("data", (chunk: Buffer) => {
    if (left <= 0) return;
    response.write(chunk.subarray(0, left));
    left -= chunk.length;
    if (left <= 0) setTimeout(() => response.destroy(), 50);
  });
};

/** Changes one bit of the file on the way. */
export const flipBitAt = (position: number): Tamper => ({ start }, answer, response) => {
  let at = start;
  answer.on("data", (chunk: Buffer) => {
    const changed = Buffer.from(chunk);
    if (position >= at && position < at + chunk.length) changed[position - at] = (changed[position - at] ?? 0) ^ 1;
    at += chunk.length;
    if (!response.write(changed)) {
      answer.pause();
      response.once("drain", () => answer.resume());
    }
  });
  answer.on("end", () => response.end());
};
