import type { IncomingMessage, ServerResponse } from "node:http";
import { fileInPlaceOf, versionAddress } from "#lib/downloads/rules.ts";
import type { DownloadCatalog, DownloadFile, DownloadRevocation } from "#lib/downloads/schema.ts";
import { describeRevocation } from "./listing-page.ts";
import { answerPlain } from "./plain-answer.ts";

const wantsProblem = /\bapplication\/(problem\+)?json\b/i;

/**
 * Refuses a file of a revoked build and says why, to people as text, to programs that ask for JSON as a problem (RFC 9457),
 * to both with links: to the same file of the replacement (`successor-version`, RFC 5829) and to the build in the API.
 */
export async function answerRevoked(request: IncomingMessage, response: ServerResponse, file: DownloadFile, revocation: DownloadRevocation, catalog: DownloadCatalog): Promise<void> {
  const { image, version, fileName } = file;
  const replacement = await findReplacement(file, revocation, catalog);
  const path = versionAddress(image, version, fileName);
  const page = `/images/${encodeURIComponent(image)}/${version}`;
  const api = `/api/v1/images/${encodeURIComponent(image)}/builds/${version}`;
  const withWord = `${path}?revoked=1`;
  const links = [...(replacement ? [`<${replacement}>; rel="successor-version"`] : []), `<${api}>; rel="describedby"; type="application/json"`];
  const headers = { Link: links.join(", "), Vary: "Accept" };
  if (wantsProblem.test(request.headers.accept ?? "")) {
    const problem = {
      type: "/docs/updates#revoked",
      title: "This build was revoked",
      status: 403,
      detail: describeRevocation(revocation),
      instance: path,
      image,
      version,
      reason: revocation.reason,
      severity: revocation.severity,
      explanation: revocation.explanation,
      replacement: revocation.replacementVersion === null ? null : { version: revocation.replacementVersion, url: replacement },
      page,
      api,
      download: withWord,
    };
    return answerPlain(response, { status: 403, body: `${JSON.stringify(problem, null, 2)}\n`, type: "application/problem+json", headers });
  }
  const lines = [describeRevocation(revocation), "To have the file all the same, add ?revoked=1 to its address.", ...(replacement ? [`The replacement: ${replacement}`] : []), `More: ${page}`];
  answerPlain(response, { status: 403, body: `${lines.join("\n")}\n`, headers });
}

/** The address of the same file of the replacement, or of its folder; null when that does not give out its files to everybody. */
async function findReplacement({ image, version, fileName }: DownloadFile, { replacementVersion }: DownloadRevocation, catalog: DownloadCatalog): Promise<string | null> {
  if (replacementVersion === null) return null;
  const same = await catalog.findFile(image, replacementVersion, fileInPlaceOf(image, version, replacementVersion, fileName));
  const found = same ?? (await catalog.listVersion(image, replacementVersion));
  return found && !found.revocation ? versionAddress(image, replacementVersion, same?.fileName) : null;
}
