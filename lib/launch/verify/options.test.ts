import { expect, it } from "vitest";
import { readOptions } from "./options.ts";

it("reads files, keys, portal and way", () => {
  expect(readOptions(["a", "b", "--keys", "k1", "--keys", "k2", "--url", "https://factory.example/", "--way", "stream", "--json"])).toEqual({
    files: ["a", "b"], keyFiles: ["k1", "k2"], portal: "https://factory.example", way: "stream", json: true,
  });
});

it.each([
  [["a"], /--keys FILE, or --url/],
  [["--keys", "k"], /Name a file/],
  [["a", "--keys", "k", "--way", "fast"], /neither pieces nor stream/],
  [["a", "--url", "nowhere"], /URL/i],
  [["a", "--nonsense"], /nonsense/],
])("says what is wrong with %j", (args, sentence) => expect(readOptions(args)).toMatch(sentence));
