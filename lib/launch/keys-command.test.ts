import { describe, expect, it } from "vitest";
import { readKeysCommand } from "./keys-command.ts";

const fingerprint = "85C8 D136 9BA0 A102 47E5  F8A3 B52D CBA9 C4C8 5D49";
const read = (...words: string[]) => readKeysCommand(words);

describe("a command on the keys", () => {
  it.each([
    [["list"], { name: "list" }],
    [["plan", "--algorithm", "rsa4096", "--valid-days", "365", "--name", "Images", "--email", "a@b.org"], { name: "plan", algorithm: "rsa4096", validDays: 365, displayName: "Images", email: "a@b.org" }],
    [["activate"], { name: "activate" }],
    [["activate", "--force", "--reason", "stolen"], { name: "activate", force: true, reason: "stolen" }],
    [["revoke", fingerprint.toLowerCase(), "--reason", "compromised", "--explanation", "stolen"], { name: "revoke", fingerprint: fingerprint.replaceAll(" ", ""), reason: "compromised", explanation: "stolen" }],
  ])("%j is understood", (words, value) => {
    expect(read(...words)).toEqual({ ok: true, value });
  });

  it.each([
    ["nothing", []],
    ["an unknown word", ["rotate"]],
    ["an unknown option", ["list", "--all"]],
    ["an option of another command", ["list", "--force"]],
    ["haste without a reason", ["activate", "--force"]],
    ["a reason without haste", ["activate", "--reason", "why not"]],
    ["a short key id", ["revoke", "C4C85D49", "--reason", "compromised", "--explanation", "stolen"]],
    ["a revocation without explanation", ["revoke", fingerprint, "--reason", "compromised"]],
    ["a word too many", ["plan", "A", "B"]],
  ])("%s is refused", (_name, words) => {
    expect(read(...words)).toMatchObject({ ok: false, code: "usage" });
  });
});
