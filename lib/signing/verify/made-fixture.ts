import { createHash } from "node:crypto";
import { readPrivateKey } from "openpgp";
import { hashStream } from "#lib/publishing/hash-file.ts";
import { metalinkOf } from "#lib/publishing/metalink.ts";
import { signStream } from "#lib/signing/detached.ts";
import { generateSigningKey, type KeyOptions } from "#lib/signing/keys.ts";
import { Readable } from "node:stream";
import type { KeyFile } from "./trust.ts";

const encoder = new TextEncoder();
const build = { image: "Standard_Made_1", version: "20261124-1", finishedAt: new Date("2026-11-24T01:00:00Z") };
const publisher = { url: "https://factory.example", name: "Image Factory", version: "0.1.0" };
export const madeName = "Standard_Made_1-20261124-1.qcow2";

export type Maker = Awaited<ReturnType<typeof makeKey>>;

/** For tests: a key of our own signing process, and what it signs. */
export async function makeKey(options: Partial<KeyOptions> = {}) {
  const { privateKey, publicKey } = await generateSigningKey({ userId: { name: "Made" }, ...options });
  const key = await readPrivateKey({ armoredKey: privateKey });
  const sign = async (bytes: Uint8Array, at?: Date) => encoder.encode(await signStream(createHash("sha512").update(bytes), key, at));
  return {
    keyFile: { content: encoder.encode(publicKey), origin: "portal" } as KeyFile,
    sign,
    /** The Metalink of some bytes as the portal publishes it, with its signature. */
    list: async (bytes: Uint8Array) => {
      const hashes = await hashStream(Readable.from([Buffer.from(bytes)]), bytes.length);
      const document = encoder.encode(metalinkOf(build, hashes, new TextDecoder().decode(await sign(bytes)), publisher));
      return { document, signature: await sign(document) };
    },
  };
}

/** For tests: bytes of which no two pieces are alike. */
export function bytesOf(length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  for (let offset = 0; offset < length; offset += 1) bytes[offset] = (offset * 31 + (offset >> 12)) & 0xff;
  return bytes;
}
