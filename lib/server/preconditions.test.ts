import { expect, test } from "vitest";
import { rangeApplies, weighPreconditions } from "./preconditions.ts";

const state = { etag: '"abc"', lastModified: "Mon, 23 Nov 2026 06:00:00 GMT" };
const before = "Sun, 22 Nov 2026 06:00:00 GMT";
const after = "Tue, 24 Nov 2026 06:00:00 GMT";

test.each([
  [{}, "proceed"],
  [{ "if-none-match": '"abc"' }, "not-modified"],
  [{ "if-none-match": 'W/"abc"' }, "not-modified"],
  [{ "if-none-match": '"x", "abc"' }, "not-modified"],
  [{ "if-none-match": "*" }, "not-modified"],
  [{ "if-none-match": '"x"' }, "proceed"],
  [{ "if-none-match": '"x"', "if-modified-since": after }, "proceed"],
  [{ "if-modified-since": state.lastModified }, "not-modified"],
  [{ "if-modified-since": before }, "proceed"],
  [{ "if-modified-since": "nonsense" }, "proceed"],
  [{ "if-match": '"abc"' }, "proceed"],
  [{ "if-match": '"x", "abc"' }, "proceed"],
  [{ "if-match": "*" }, "proceed"],
  [{ "if-match": '"x"' }, "failed"],
  [{ "if-match": 'W/"abc"' }, "failed"],
  [{ "if-match": '"abc"', "if-unmodified-since": before }, "proceed"],
  [{ "if-unmodified-since": before }, "failed"],
  [{ "if-unmodified-since": state.lastModified }, "proceed"],
  [{ "if-unmodified-since": "nonsense" }, "proceed"],
  [{ "if-match": '"x"', "if-none-match": '"abc"' }, "failed"],
])("%j: %s", (headers, expected) => {
  expect(weighPreconditions(headers, state)).toBe(expected);
});

test.each([
  [undefined, true],
  ['"abc"', true],
  ['W/"abc"', false],
  ['"x"', false],
  [state.lastModified, true],
  [before, false],
  [after, false],
  ["nonsense", false],
])("If-Range %s: %s", (value, expected) => {
  expect(rangeApplies({ "if-range": value }, state)).toBe(expected);
});
