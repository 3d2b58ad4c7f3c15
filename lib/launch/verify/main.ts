import { basename } from "node:path";
import { messageOf } from "#lib/errors.ts";
import { asVerifyError } from "#lib/signing/verify/errors.ts";
import { isPublishedFile } from "#lib/signing/verify/build-claim.ts";
import type { KeyFile } from "#lib/signing/verify/trust.ts";
import { verdictOf, type Verdict } from "#lib/signing/verify/verdict.ts";
import { verifyFile } from "#lib/signing/verify/verify.ts";
import { collectEvidence, collectKeys, type Evidence } from "./evidence.ts";
import { openFileSource } from "./file-source.ts";
import { readOptions, usage, type VerifyOptions } from "./options.ts";
import { reportText } from "./report.ts";

// `npm run verify -- FILE`: the same check as in the browser, with the same code.
const exitCodes = { valid: 0, invalid: 1, unknown: 2 } as const;

/** `build`: only when the verdict proves that the file is that build's. */
type Checked = { path: string; verdict: Verdict; build: Evidence["build"] };

async function check(path: string, keys: KeyFile[], { portal, way }: VerifyOptions): Promise<Checked> {
  try {
    const { source, close } = await openFileSource(path);
    try {
      const { build, isPublishedSignature, ...evidence } = await collectEvidence(path, source.sizeBytes, portal);
      const verdict = await verifyFile({ file: { name: basename(path), source }, evidence, keys, way, expectedBytes: build?.sizeBytes ?? null });
      return { path, verdict, build: build && isPublishedFile(verdict, build.fileName, isPublishedSignature) ? build : null };
    } finally {
      await close();
    }
  } catch (error) {
    const { code, message } = asVerifyError(error, "network-failed");
    return { path, verdict: verdictOf(code, { way: null, signatures: [], damage: null, signedName: null, signedRevocation: null, sizeBytes: 0, detail: message }), build: null };
  }
}

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  if (typeof options === "string") {
    console.error(`${options}\n\n${usage}`);
    return exitCodes.unknown;
  }
  const keys = await collectKeys(options);
  const checked: Checked[] = [];
  for (const path of options.files) {
    checked.push(await check(path, keys, options));
    const last = checked.at(-1);
    if (last && !options.json) console.log(reportText(last.path, last.verdict, last.build));
  }
  if (options.json) console.log(JSON.stringify(checked.map(({ path, verdict, build }) => ({ path, ...verdict, build })), null, 2));
  const verdicts = checked.map(({ verdict }) => verdict.verdict);
  return exitCodes[verdicts.find((one) => one === "invalid") ?? verdicts.find((one) => one === "unknown") ?? "valid"];
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(messageOf(error));
  return exitCodes.unknown;
});
