import { expect, it } from "vitest";
import { defaultPolicy, requireAcceptable } from "./policy.ts";
import type { DetachedSignature } from "./signature-file.ts";

const signature = (part: Partial<DetachedSignature>) => ({ version: 4, signatureType: 0, digestId: 10, ...part }) as DetachedSignature;

it.each([8, 9, 10])("accepts a binary signature of version 4 with digest %d", (digestId) => {
  expect(() => requireAcceptable(signature({ digestId }), defaultPolicy)).not.toThrow();
});

it.each([
  [{ digestId: 1 }, "weak-digest"],
  [{ digestId: 2 }, "weak-digest"],
  [{ digestId: 3 }, "weak-digest"],
  [{ digestId: 11 }, "weak-digest"],
  [{ digestId: 14 }, "unsupported-signature"],
  [{ digestId: 99 }, "unsupported-signature"],
  [{ version: 3 }, "unsupported-signature"],
  [{ version: 6 }, "unsupported-signature"],
  [{ signatureType: 1 }, "text-signature"],
  [{ signatureType: 0x10 }, "unsupported-signature"],
])("refuses %j as %s", (part, code) => {
  expect(() => requireAcceptable(signature(part), defaultPolicy)).toThrow(expect.objectContaining({ code }));
});
