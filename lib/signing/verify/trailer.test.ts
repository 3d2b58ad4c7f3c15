import { expect, it } from "vitest";
import type { DetachedSignature } from "./signature-file.ts";
import { trailerOf } from "./trailer.ts";

it("is the hashed part of the packet, the version, 0xff and its length (RFC 9580 §5.2.4)", () => {
  const packet = { signatureData: Uint8Array.of(4, 0, 1, 10, 0, 0) } as DetachedSignature["packet"];
  expect(trailerOf({ version: 4, packet } as DetachedSignature)).toEqual(Uint8Array.of(4, 0, 1, 10, 0, 0, 4, 0xff, 0, 0, 0, 6));
});

it("is not made for versions whose trailer is another one", () => {
  const packet = { signatureData: Uint8Array.of(6) } as DetachedSignature["packet"];
  expect(() => trailerOf({ version: 6, packet } as DetachedSignature)).toThrow(expect.objectContaining({ code: "unsupported-signature" }));
});
