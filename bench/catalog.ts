import { join } from "node:path";
import pg from "pg";
import { nodeFlags, ownNode, root } from "../bin/prepare.mjs";
import { runProcess } from "#lib/process.ts";
import { startPortal, type Portal } from "./portal.ts";

const few = { images: 10, builds: 100 };
const many = { images: 1_000, builds: 100 };
const rounds = 15;
const mostTimes = 1.5;

/**
 * The first byte of `/images` with a large catalog against a small one, in turns on the same machine: as a visitor gets it,
 * from what is kept, and the first time after the catalog has changed, when the page is made anew.
 */
export async function benchCatalog(): Promise<boolean> {
  const [small, large] = [await startPortal(), await startPortal()];
  try {
    for (const [portal, size] of [[small, few], [large, many]] as const) await fill(portal, size);
    const kept = { small: [] as number[], large: [] as number[] };
    const fresh = { small: [] as number[], large: [] as number[] };
    for (let round = 0; round < rounds; round += 1) {
      for (const [name, portal] of [["small", small], ["large", large]] as const) {
        await changeCatalog(portal);
        fresh[name].push(await firstByteMs(portal));
        kept[name].push(await firstByteMs(portal));
      }
    }
    tell("made anew after a change", fresh);
    const times = tell("as visitors get it", kept);
    console.log(`${times <= mostTimes ? "✓" : "✗"} at most ${mostTimes} times`);
    return times <= mostTimes;
  } finally {
    await Promise.all([small.stop(), large.stop()]);
  }
}

async function fill({ databaseUrl, directory }: Portal, { images, builds }: { images: number; builds: number }): Promise<void> {
  const startedAt = performance.now();
  await runProcess({
    command: ownNode(),
    args: [...nodeFlags, join(root, "lib/launch/demo.ts"), "--images", String(images), "--builds", String(builds)],
    env: { ...process.env, DATABASE_URL: databaseUrl, DATA_DIR: directory },
    timeoutMs: 1_800_000,
  });
  console.log(`${images} images with ${builds} builds each made in ${Math.round((performance.now() - startedAt) / 1000)} s`);
}

/** Says what every act on the catalog says, and waits until the portal has heard it. */
async function changeCatalog({ databaseUrl }: Portal): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query("select pg_notify('catalog', '')");
  await client.end();
  await new Promise((done) => setTimeout(done, 150));
}

async function firstByteMs({ url }: Portal): Promise<number> {
  const startedAt = performance.now();
  const answer = await fetch(`${url}/images`);
  const ms = performance.now() - startedAt;
  await answer.arrayBuffer();
  if (answer.status !== 200) throw new Error(`/images answered ${answer.status}`);
  return ms;
}

function tell(what: string, { small, large }: { small: number[]; large: number[] }): number {
  const [one, other] = [median(small), median(large)];
  console.log(`first byte of /images, ${what}: ${one.toFixed(1)} ms with ${few.images} images, ${other.toFixed(1)} ms with ${many.images}: ${(other / one).toFixed(2)} times`);
  return other / one;
}

function median(values: number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}
