import type { IdentifiedFile } from "#lib/downloads/identify/schema.ts";
import type { SignatureFacts, Verdict } from "#lib/signing/verify/verdict.ts";
import words from "../../../messages/en/verify.json" with { type: "json" };

const { client } = words;
const shownRanges = 10;

/** `build`: only when the verdict proves that the file is that build's. `isOtherBuild`: it bears the name of a build and is another one. */
export type Checked = { path: string; verdict: Verdict; build: IdentifiedFile | null; isOtherBuild: boolean };

/** A verdict for a terminal: the word, the sentence, and the facts one per line. */
export function reportText({ path, verdict: { verdict, reason, facts }, build, isOtherBuild }: Checked): string {
  const { damage, way, signedName, signedRevocation, sizeBytes, detail } = facts;
  const revocation = build?.revocation ?? signedRevocation;
  const lines: [string, string | null][] = [
    ["size", `${sizeBytes} bytes`],
    ["build", build ? `${build.image} ${build.version}${build.channel ? ` (${build.channel})` : ""}` : null],
    ["REVOKED", revocation && `${revocation.explanation}${revocation.replacementVersion ? `; use ${revocation.replacementVersion}` : ""}`],
    ["signed as", signedName],
    ["BUT", isOtherBuild ? `${client.otherNameTitle.toLowerCase()}: somebody may have given an old build the name of a newer one` : null],
    ["checked by", way && { pieces: "the signed list of pieces", stream: "the detached signature" }[way]],
    ...facts.signatures.flatMap(signatureLines),
    ...(damage?.ranges ?? []).slice(0, shownRanges).map(({ start, end }): [string, string] => ["damaged", `bytes ${start} to ${end - 1}`]),
    ["damaged", damage && damage.ranges.length > shownRanges ? `and ${damage.ranges.length - shownRanges} more ranges` : null],
    ["missing", damage?.missingBytes ? `${damage.missingBytes} bytes at the end` : null],
    ["too many", damage?.extraBytes ? `${damage.extraBytes} bytes at the end` : null],
    ["detail", verdict === "unknown" ? detail : null],
  ];
  const facing = lines.flatMap(([name, value]) => (value === null ? [] : [`  ${name.padEnd(12)} ${value}`]));
  return [`${path}: ${client.verdicts[verdict]} (${reason})`, `  ${client.reasons[reason]}`, ...facing].join("\n");
}

function signatureLines(facts: SignatureFacts): [string, string | null][] {
  const end = facts.keyExpiresAt ? `, ends ${facts.keyExpiresAt.toISOString()}` : "";
  return [
    ["key", `${facts.fingerprint} ${facts.algorithm} ${facts.userId}`],
    ["subkey", facts.subkeyFingerprint],
    ["key is", `${facts.origin === "portal" ? "published by the portal" : "from --keys"}; ${client.keyStates[facts.keyAtSigning]} when it signed, ${client.keyStates[facts.keyNow]} now${end}`],
    ["signed", `${facts.signedAt.toISOString()} with ${facts.digest}`],
  ];
}
