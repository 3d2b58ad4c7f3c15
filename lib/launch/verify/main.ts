import { basename } from "node:path";
import { messageOf } from "#lib/errors.ts";
import { asVerifyError } from "#lib/signing/verify/errors.ts";
import { isOtherBuild, isPublishedFile } from "#lib/signing/verify/build-claim.ts";
import type { KeyFile } from "#lib/signing/verify/trust.ts";
import { verdictOf } from "#lib/signing/verify/verdict.ts";
import { verifyFile } from "#lib/signing/verify/verify.ts";
import { collectEvidence, collectKeys } from "./evidence.ts";
import { readSettings } from "../settings.ts";
import { openFileSource } from "./file-source.ts";
import { readOptions, usage, type VerifyOptions } from "./options.ts";
import { reportText, type Checked } from "./report.ts";

// `npm run verify -- FILE`: the same check as in the browser, with the same code.
const exitCodes = { valid: 0, invalid: 1, unknown: 2 } as const;

async function check(path: string, keys: KeyFile[], { portal, way }: VerifyOptions): Promise<Checked> {
  try {
    const { source, close } = await openFileSource(path);
    try {
      const { build, isPublishedSignature, ...evidence } = await collectEvidence(path, source.sizeBytes, portal);
      const verdict = await verifyFile({ file: { name: basename(path), source }, evidence, keys, way, expectedBytes: build?.sizeBytes ?? null });
      return {
        path,
        verdict,
        build: build && isPublishedFile(verdict, build.fileName, isPublishedSignature) ? build : null,
        isOtherBuild: isOtherBuild(verdict, basename(path), build?.fileName ?? null, isPublishedSignature),
      };
    } finally {
      await close();
    }
  } catch (error) {
    const { code, message } = asVerifyError(error, "network-failed");
    return { path, verdict: verdictOf(code, { way: null, signatures: [], damage: null, signedName: null, signedRevocation: null, sizeBytes: 0, detail: message }), build: null, isOtherBuild: false };
  }
}

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2), readSettings().PUBLIC_URL);
  if (typeof options === "string") {
    console.error(`${options}\n\n${usage}`);
    return exitCodes.unknown;
  }
  const keys = await collectKeys(options);
  const checked: Checked[] = [];
  for (const path of options.files) {
    checked.push(await check(path, keys, options));
    const last = checked.at(-1);
    if (last && !options.json) console.log(reportText(last));
  }
  if (options.json) console.log(JSON.stringify(checked.map(({ verdict, ...one }) => ({ ...verdict, ...one })), null, 2));
  // A mirror that gives an old build the name of a newer one has a good signature to show: scripts must not go on with it.
  const verdicts = checked.map(({ verdict, isOtherBuild }) => (isOtherBuild ? "invalid" : verdict.verdict));
  return exitCodes[verdicts.find((one) => one === "invalid") ?? verdicts.find((one) => one === "unknown") ?? "valid"];
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(messageOf(error));
  return exitCodes.unknown;
});
