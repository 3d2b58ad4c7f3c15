import { expect, it } from "vitest";
import { readOptions } from "./options.ts";

const own = "http://localhost:3000";

it("reads files, keys, portal and way", () => {
  expect(readOptions(["a", "b", "--keys", "k1", "--keys", "k2", "--url", "https://factory.example/", "--way", "stream", "--json"], own)).toEqual({
    files: ["a", "b"], keyFiles: ["k1", "k2"], portal: "https://factory.example", way: "stream", json: true,
  });
});

it.each([
  [["--keys", "k"], /Name a file/],
  [["a", "--keys", "k", "--way", "fast"], /neither pieces nor stream/],
  [["a", "--url", "nowhere"], /--url: "nowhere" is no address/],
  [["a", "--url", "http://"], /--url: "http:\/\/" is no address/],
  [["a", "--nonsense"], /nonsense/],
])("says what is wrong with %j", (args, sentence) => expect(readOptions(args, own)).toMatch(sentence));

it("asks the portal of this installation when nothing is said, and none when keys are named", () => {
  expect(readOptions(["a"], own)).toMatchObject({ portal: own, keyFiles: [] });
  expect(readOptions(["a", "--keys", "k"], own)).toMatchObject({ portal: null, keyFiles: ["k"] });
});
