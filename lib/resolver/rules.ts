import type { BuildState, Reference } from "./schema.ts";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const file = /^(.+)-([0-9]{8}-[1-9][0-9]{0,5})\.[A-Za-z0-9.]+$/;
const dated = /^(.+)[_-]([0-9]{8}-[1-9][0-9]{0,5})$/;
const channel = /^(.+)_(latest|prev)$/;

/**
 * What a text may refer to, by its form: an address is taken for the last part of its path. Says nothing about whether that
 * exists.
 */
export function referenceOf(text: string): Reference {
  const name = lastPart(text.trim());
  if (uuid.test(name)) return { kind: "uuid", id: name.toLowerCase() };
  const hash = name.replace(/^sha(256|512):/i, "").replaceAll(/[\s:]/g, "").toLowerCase();
  if (/^[0-9a-f]{64}$/.test(hash)) return { kind: "hash", algorithm: "sha256", value: hash };
  if (/^[0-9a-f]{128}$/.test(hash)) return { kind: "hash", algorithm: "sha512", value: hash };
  const [, fileImage, fileVersion] = file.exec(name) ?? [];
  if (fileImage && fileVersion) return { kind: "file", fileName: name, image: fileImage, version: fileVersion };
  const [, datedImage, version] = dated.exec(name) ?? [];
  if (datedImage && version) return { kind: "dated", name, image: datedImage, version };
  const [, channelImage, channelName] = channel.exec(name) ?? [];
  if (channelImage && channelName) return { kind: "channel", name, image: channelImage, channel: channelName as "latest" | "prev" };
  return { kind: "name", name };
}

/** Does this name go from one build to the next? */
export function isChannelName(name: string): boolean {
  return channel.test(name);
}

function lastPart(text: string): string {
  if (!text.includes("/")) return text;
  const path = URL.canParse(text) ? new URL(text).pathname : text;
  return path.split("/").filter(Boolean).at(-1) ?? "";
}

/** The image in a dated name of the original (`Standard_Debian_10_20210426_1129`); null when the name has no such form. */
export function formerImageOf(name: string): string | null {
  return /^(.+?)_[0-9]{8}_[0-9]{1,4}$/.exec(name)?.[1] ?? null;
}

type Facts = { status: string; channel: "latest" | "prev" | null; isRevoked: boolean; expiredAt: Date | null };

/** What became of a build: a revocation outweighs everything, an expiry everything but that. */
export function stateOf({ status, channel: held, isRevoked, expiredAt }: Facts): BuildState {
  if (isRevoked) return "revoked";
  if (expiredAt) return "expired";
  if (status === "published") return held ?? "hidden";
  return status === "failed" || status === "cancelled" ? status : "unfinished";
}

/** The name that a build bears today, in the catalog as in the clouds (design.md §4). */
export function presentNameOf(image: string, version: string, state: BuildState): string {
  return state === "latest" || state === "prev" ? `${image}_${state}` : `${image}_${version}`;
}
