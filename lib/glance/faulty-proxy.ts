import { createServer, request, type IncomingMessage, type ServerResponse } from "node:http";

/** What happens to one request: passed on, answered in the cloud's place, never answered, or cut off halfway through. */
export type Fault = "pass" | { status: number } | "hang" | "cut-request" | "cut-answer";

/** One request as it came, in order. */
export type Seen = { method: string; path: string; startedAt: number; endedAt: number | null };

export type FaultyProxy = {
  url: string;
  seen: Seen[];
  /** Decides about each request before it is passed on; `pass` unless set. */
  decide: (call: { method: string; path: string; number: number }) => Fault;
  /** Called when the cloud has done what a request asked and the caller does not know it yet; it gets its answer afterwards. */
  afterwards: (call: { method: string; path: string; number: number }) => Promise<void> | void;
  stop: () => Promise<void>;
};

/** A small proxy before a real Glance that fails on demand, for tests. */
export async function startFaultyProxy(target: string): Promise<FaultyProxy> {
  const proxy: FaultyProxy = { url: "", seen: [], decide: () => "pass", afterwards: () => undefined, stop: async () => undefined };
  const server = createServer((from, to) => void handle(proxy, target, from, to));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  proxy.url = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  proxy.stop = () =>
    new Promise((done) => {
      server.close(() => done());
      server.closeAllConnections();
    });
  return proxy;
}

async function handle(proxy: FaultyProxy, target: string, from: IncomingMessage, to: ServerResponse): Promise<void> {
  const call = { method: from.method ?? "", path: from.url ?? "", number: proxy.seen.length + 1 };
  const entry: Seen = { method: call.method, path: call.path, startedAt: performance.now(), endedAt: null };
  proxy.seen.push(entry);
  const fault = proxy.decide(call);
  from.on("error", () => undefined);
  if (fault === "hang") return void from.resume();
  if (typeof fault === "object") {
    from.resume();
    return void from.on("end", () => to.writeHead(fault.status, { "content-type": "text/html" }).end(`<html><head><title>${fault.status}</title></head><body>The proxy says no.</body></html>`));
  }
  const onward = request(`${target}${from.url}`, { method: from.method, headers: { ...from.headers, host: new URL(target).host } }, (answer) => {
    const chunks: Buffer[] = [];
    answer.on("data", (chunk: Buffer) => chunks.push(chunk));
    answer.on("end", () => {
      entry.endedAt = performance.now();
      void Promise.resolve(proxy.afterwards(call)).then(() => {
        if (fault === "cut-answer") return to.socket?.destroy();
        to.writeHead(answer.statusCode ?? 502, answer.headers).end(Buffer.concat(chunks));
      });
    });
    answer.on("error", () => to.socket?.destroy());
  });
  onward.on("error", () => to.socket?.destroy());
  from.on("close", () => (from.complete ? undefined : onward.destroy()));
  if (fault !== "cut-request") return void from.pipe(onward);
  // Half of the bytes reach the cloud, and then both connections are gone.
  const half = Number(from.headers["content-length"] ?? 0) / 2;
  let passed = 0;
  from.on("data", (chunk: Buffer) => {
    passed += chunk.length;
    onward.write(chunk);
    if (passed < half) return;
    from.socket.destroy();
    onward.destroy();
  });
}
