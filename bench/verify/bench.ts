import { startPortal } from "../portal.ts";
import { makeFiles, type BenchFiles, type SignedFile } from "./files.ts";
import { openBrowser, readInTab, verifyInTab, type Run } from "./tab.ts";

const gibibyte = 1024 ** 3;
const mebibyte = 1024 ** 2;
const rounds = 5;

type Claim = { title: string; value: number; unit: string; isKept: boolean; target: string };

/**
 * Checks a file of 1 GiB in headless Chromium and with gpg, in turns on the same machine, and measures the memory of the tab
 * and the longest time for which the page did not answer. Tells whether each promise of the verify page is kept.
 */
export async function benchVerify(): Promise<boolean> {
  const portal = await startPortal();
  const files = await makeFiles();
  const browser = await openBrowser();
  try {
    const one = await files.random(gibibyte);
    const times = { gpg512: [] as number[], gpg256: [] as number[], pieces: [] as number[], stream: [] as number[], reading: [] as number[], readingTwice: [] as number[] };
    const runs: Run[] = [];
    const verify = async (signed: SignedFile, way: "pieces" | "stream", watched = false) => {
      const evidence = way === "pieces" ? [signed.metalink, signed.metalinkSignature] : [signed.sha512];
      const run = await verifyInTab(browser, portal.url, [signed.file, ...evidence, files.keys], way, watched);
      if (run.verdict !== "valid" || run.way !== way) throw new Error(`the page says ${run.verdict} by ${run.way || "no way"}: nothing was measured`);
      runs.push(run);
      return run;
    };
    // What is read first comes from the disk; every measured run finds the file in memory.
    await gpgMs(files, one.sha512, one.file);
    for (let round = 1; round <= rounds; round += 1) {
      times.gpg512.push(await gpgMs(files, one.sha512, one.file));
      times.pieces.push((await verify(one, "pieces")).ms);
      times.reading.push(await readInTab(browser, portal.url, one.file, 1));
      times.gpg256.push(await gpgMs(files, one.sha256, one.file));
      times.stream.push((await verify(one, "stream")).ms);
      times.readingTwice.push(await readInTab(browser, portal.url, one.file, 2));
      console.log(`round ${round}: ${Object.entries(times).map(([name, all]) => `${name} ${Math.round(all.at(-1) ?? 0)} ms`).join(", ")}`);
    }
    const peaks: Record<string, [number, number]> = {};
    const [small, large] = [await files.sparse(gibibyte), await files.sparse(5 * gibibyte)];
    for (const way of ["pieces", "stream"] as const) peaks[way] = [(await verify(small, way, true)).peakBytes, (await verify(large, way, true)).peakBytes];
    return report(times, peaks, runs);
  } finally {
    await browser.close();
    await files.remove();
    await portal.stop();
  }
}

async function gpgMs({ gpg }: BenchFiles, signature: string, file: string): Promise<number> {
  return (await gpg(["--verify", signature, file])).durationMs;
}

function report(times: Record<"gpg512" | "gpg256" | "pieces" | "stream" | "reading" | "readingTwice", number[]>, peaks: Record<string, [number, number]>, runs: Run[]): boolean {
  const middle = Object.fromEntries(Object.entries(times).map(([name, all]) => [name, median(all)])) as Record<keyof typeof times, number>;
  for (const [name, ms] of Object.entries(middle)) console.log(`${name.padEnd(13)} ${Math.round(ms)} ms   ${Math.round(1024 / (ms / 1000))} MiB/s`);
  const memory = Object.entries(peaks).flatMap(([way, [one, five]]) => [
    atMost(`peak memory of the tab, ${way}, 1 GiB`, one / mebibyte, "MiB", 128),
    atMost(`peak memory of the tab, ${way}, 5 GiB`, five / mebibyte, "MiB", 128),
    atMost(`difference between the two, ${way}`, Math.abs(five - one) / mebibyte, "MiB", 16),
  ]);
  const promises = [
    atLeast("pieces against gpg with SHA-512", middle.gpg512 / middle.pieces, "times", 2),
    atLeast("pieces against gpg with SHA-256", middle.gpg256 / middle.pieces, "times", 1.5),
    atLeast("pieces against merely reading", middle.reading / middle.pieces, "times", 0.85),
    atLeast("stream against gpg with SHA-512", middle.gpg512 / middle.stream, "times", 1),
    ...memory,
    atMost("longest block of the page", Math.max(...runs.map(({ longestBlockMs }) => longestBlockMs)), "ms", 50),
  ];
  for (const { title, value, unit, isKept, target } of promises) console.log(`${isKept ? "✓" : "✗"} ${title}: ${value.toFixed(2)} ${unit} (${target})`);
  return promises.every(({ isKept }) => isKept);
}

function atLeast(title: string, value: number, unit: string, limit: number): Claim {
  return { title, value, unit, isKept: value >= limit, target: `at least ${limit}` };
}

function atMost(title: string, value: number, unit: string, limit: number): Claim {
  return { title, value, unit, isKept: value <= limit, target: `at most ${limit}` };
}

function median(values: number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}
