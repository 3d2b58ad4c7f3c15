import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { compareDebianVersions } from "./debian.ts";

const sign = (value: number) => Math.sign(value) + 0;

/** What dpkg itself says of each pair: -1, 0 or 1. */
function askDpkg(pairs: [string, string][]): number[] {
  const script = `while read -r one other; do
    if dpkg --compare-versions "$one" lt "$other"; then echo -1; elif dpkg --compare-versions "$one" eq "$other"; then echo 0; else echo 1; fi
  done`;
  const answer = execFileSync("bash", ["-c", script], { input: `${pairs.map((pair) => pair.join(" ")).join("\n")}\n`, encoding: "utf8", stdio: ["pipe", "pipe", "ignore"] });
  return answer.trim().split("\n").map(Number);
}

const versions = [
  "1", "1.0", "1.00", "01", "1.0-0", "1.0-1", "1.0-1.1", "1.0-1+b1", "1.0-1~bpo12+1", "1.0~rc1-1", "1.0~rc1~git1", "1.0~~", "1.0a", "1.0+dfsg-1", "1.0.1", "1:0.9", "0:1.0",
  "10:1", "2.36-9+deb12u10", "2.36-9+deb12u9", "12.4+deb12u15", "12.4+deb12u5", "6.1.148-1", "6.1.90-1", "1.0-a-1", "1.0-a", "3.0.17-1~deb12u2", "3.0.17-1~deb12u10",
  "20230601+dfsg2-1", "20230601+dfsg1-1", "0.0.20240101123456789012-1", "0.0.20240101123456789013-1", "1.0.0-rc1", "1.0_2", "1.A", "1.a", "1a", "1.",
];

/** A number between 0 and 1 from a seed, so that a failure can be seen again. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe("versions of Debian packages", () => {
  it("are ordered as dpkg orders them, each against each", { timeout: 120_000 }, () => {
    const valid = versions.filter((version) => /^[0-9]/.test(version) && !version.includes("_"));
    const pairs = valid.flatMap((one, at) => valid.slice(at).map((other): [string, string] => [one, other]));
    expect(pairs.map(([one, other]) => [one, other, sign(compareDebianVersions(one, other))])).toEqual(withAnswers(pairs));
  });

  it("are ordered as dpkg orders them, whatever they are made of", { timeout: 120_000 }, () => {
    const random = randomFrom(20_261_124);
    const alphabet = ["0", "1", "2", "9", "10", "a", "B", ".", "+", "~", "-", "00", "z"];
    const make = () => `1${Array.from({ length: 1 + Math.floor(random() * 7) }, () => alphabet[Math.floor(random() * alphabet.length)]).join("")}`.replace(/-+$/, "-1");
    const pairs = Array.from({ length: 500 }, (): [string, string] => [make(), make()]);
    expect(pairs.map(([one, other]) => [one, other, sign(compareDebianVersions(one, other))])).toEqual(withAnswers(pairs));
  });

  it("give the opposite answer the other way round", () => {
    for (const one of versions) for (const other of versions) expect(sign(compareDebianVersions(one, other))).toBe(sign(-compareDebianVersions(other, one)));
  });
});

function withAnswers(pairs: [string, string][]): [string, string, number][] {
  const answers = askDpkg(pairs);
  return pairs.map(([one, other], at) => [one, other, answers[at] ?? Number.NaN]);
}
