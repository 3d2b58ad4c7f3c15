import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import { createServer as createTcpServer, type AddressInfo } from "node:net";

export type Received = { path: string; headers: IncomingHttpHeaders; body: string };

/** A receiver of webhooks on loopback. It answers each path with its statuses one after the other, and then with the last one; 0 never answers. */
export async function startReceiver() {
  const received: Received[] = [];
  const statuses = new Map<string, number[]>();
  const server = createServer((request, response) => {
    const path = request.url ?? "";
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      received.push({ path, headers: request.headers, body: Buffer.concat(parts).toString("utf8") });
      const left = statuses.get(path) ?? [200];
      const status = left.length > 1 ? left.shift() : left[0];
      if (status) response.writeHead(status).end();
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    received,
    statuses,
    at: (path: string) => received.filter((one) => one.path === path),
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** What a receiver does by Standard Webhooks: whether one of the signatures is made with the secret, not longer than five minutes ago. */
export function isSignedWith(secret: string, { headers, body }: Received): boolean {
  const [id, timestamp] = [String(headers["webhook-id"]), String(headers["webhook-timestamp"])];
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > 300) return false;
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  const expected = `v1,${createHmac("sha256", key).update([id, timestamp, body].join(".")).digest("base64")}`;
  return String(headers["webhook-signature"]).split(" ").includes(expected);
}

/** A mail server on loopback with the few commands that a sender needs (RFC 5321); it keeps what it gets, or refuses the recipient. */
export async function startMailServer() {
  const mails: { from: string; to: string; text: string }[] = [];
  const behaviour = { refuses: false };
  const server = createTcpServer((socket) => {
    let [buffer, from, to] = ["", "", ""];
    let isData = false;
    socket.write("220 test\r\n");
    socket.on("error", () => undefined);
    socket.setEncoding("utf8").on("data", (chunk: string) => {
      buffer += chunk;
      for (;;) {
        const mark = isData ? "\r\n.\r\n" : "\r\n";
        const end = buffer.indexOf(mark);
        if (end < 0) return;
        const text = buffer.slice(0, end);
        buffer = buffer.slice(end + mark.length);
        if (isData) {
          isData = false;
          mails.push({ from, to, text });
          socket.write("250 kept\r\n");
          continue;
        }
        const command = text.slice(0, 4).toUpperCase();
        if (command === "MAIL") from = text;
        if (command === "RCPT") to = text;
        isData = command === "DATA";
        const answers: Record<string, string> = { DATA: "354 go on", QUIT: "221 bye", RCPT: behaviour.refuses ? "550 nobody here" : "250 ok" };
        socket.write(`${answers[command] ?? "250 ok"}\r\n`);
      }
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return { url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, mails, behaviour, stop: () => void server.close() };
}
