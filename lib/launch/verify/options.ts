import { parseArgs } from "node:util";
import { ways, type Way } from "#lib/signing/verify/verdict.ts";

export type VerifyOptions = {
  /** Files to check. */
  files: string[];
  /** Files with public keys that are trusted. */
  keyFiles: string[];
  /** A portal that publishes keys, signatures and lists of pieces; without a slash at its end. */
  portal: string | null;
  way: Way;
  json: boolean;
};

export const usage = `Usage: imagefactory verify FILE … [--keys FILE] [--url PORTAL] [--way pieces|stream] [--json]

Checks files against the signatures beside them (FILE.asc, or FILE.meta4 with FILE.meta4.asc).
  --keys FILE    a file with public keys to trust; may be given several times
  --url PORTAL   a portal whose keys are trusted, and which has the signatures that are not beside the file;
                 without --keys and --url it is the portal of this installation (PUBLIC_URL)
  --way WAY      pieces (default: the signed list of piece hashes) or stream (the detached signature)
  --json         one JSON document instead of text

Ends with 0 when every file is genuine, 1 when one is rejected or bears the name of another build, 2 when one could not be
checked.`;

/** The options of a command line; a sentence when they cannot be used. `ownPortal`: whose keys count when nothing is said. */
export function readOptions(args: string[], ownPortal: string): VerifyOptions | string {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { keys: { type: "string", multiple: true, default: [] }, url: { type: "string" }, way: { type: "string", default: "pieces" }, json: { type: "boolean", default: false } },
    });
    const way = ways.find((one) => one === values.way);
    if (!way) return `--way: "${values.way}" is neither ${ways.join(" nor ")}`;
    if (positionals.length === 0) return "Name a file to check.";
    if (values.url !== undefined && !/^https?:\/\/[^/]/.test(values.url)) return `--url: "${values.url}" is no address of a portal, such as https://images.example`;
    const named = values.url ?? (values.keys.length === 0 ? ownPortal : undefined);
    const portal = named === undefined ? null : new URL(named).href.replace(/\/+$/, "");
    return { files: positionals, keyFiles: values.keys, portal, way, json: values.json };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
