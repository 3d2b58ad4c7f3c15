import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { audit, openBrowser } from "../e2e/lighthouse.ts";
import { startPortal } from "./portal.ts";

const pages = ["/", "/images", "/images/Standard_Debian_12", "/flavors"];
const requests = 2_000;
const atOnce = 8;
const leastScore = 95;
// One run tells little: https://github.com/GoogleChrome/lighthouse/blob/main/docs/variability.md
const audits = 5;

/**
 * Lighthouse's figure for the speed of the main pages (a phone on a slow network), and how many kept pages a second the
 * portal sends, against a bare node:http server that sends the same bytes in the same run.
 */
export async function benchPages(): Promise<boolean> {
  const portal = await startPortal();
  process.env["DATABASE_URL"] = portal.databaseUrl;
  const [{ loadDefaultCatalog }, { db }] = await Promise.all([import("#lib/default-catalog/mutations.ts"), import("#lib/db.ts")]);
  const browser = await openBrowser();
  let isKept = true;
  try {
    await loadDefaultCatalog();
    for (const path of pages) {
      const scores: number[] = [];
      for (let run = 0; run < audits; run += 1) scores.push((await audit(portal.url + path, browser.port)).performance);
      const middle = scores.toSorted((one, other) => one - other)[Math.floor(audits / 2)] ?? 0;
      isKept &&= middle >= leastScore;
      console.log(`${middle >= leastScore ? "✓" : "✗"} Lighthouse performance of ${path}: ${middle} (at least ${leastScore}), the middle of ${scores.join(", ")}`);
    }
    for (const path of pages) {
      const bare = await startBare(portal.url + path);
      const [kept, peer] = [await pagesPerSecond(portal.url + path), await pagesPerSecond(bare.url)];
      console.log(`${path}: ${Math.round(kept)} kept pages/s, bare node:http with the same bytes ${Math.round(peer)}/s, ratio ${(kept / peer).toFixed(2)}`);
      bare.stop();
    }
    return isKept;
  } finally {
    browser.close();
    await db.$disconnect();
    await portal.stop();
  }
}

/** The peer: nothing but the answer's bytes. */
async function startBare(address: string): Promise<{ url: string; stop: () => void }> {
  const answer = await fetch(address);
  const headers = { "content-type": answer.headers.get("content-type") ?? "text/html" };
  const body = Buffer.from(await answer.arrayBuffer());
  const server = createServer((_request, response) => void response.writeHead(200, { ...headers, "content-length": body.length }).end(body));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, stop: () => void server.close() };
}

async function pagesPerSecond(address: string): Promise<number> {
  const fetchSome = async () => {
    for (let count = 0; count < requests / atOnce; count++) await (await fetch(address, { headers: { "accept-encoding": "identity" } })).arrayBuffer();
  };
  await (await fetch(address)).arrayBuffer();
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: atOnce }, fetchSome));
  return requests / ((performance.now() - startedAt) / 1000);
}
