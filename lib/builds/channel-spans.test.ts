import { describe, expect, it } from "vitest";
import { channelSpans } from "./channel-spans.ts";

const day = (number: number) => new Date(Date.UTC(2026, 10, number));
const act = (number: number, version: string) => ({ at: day(number), version });

describe("when a build held a channel", () => {
  it("is latest until the next promotion, then prev, then nothing", () => {
    const promotions = [act(1, "a"), act(2, "b"), act(3, "c")];
    expect(channelSpans("a", promotions, [])).toEqual([
      { channel: "latest", from: day(1), until: day(2) },
      { channel: "prev", from: day(2), until: day(3) },
    ]);
    expect(channelSpans("c", promotions, [])).toEqual([{ channel: "latest", from: day(3), until: null }]);
  });

  it("is latest again after a roll-back", () => {
    expect(channelSpans("a", [act(1, "a"), act(2, "b"), act(3, "a")], [])).toEqual([
      { channel: "latest", from: day(1), until: day(2) },
      { channel: "prev", from: day(2), until: day(3) },
      { channel: "latest", from: day(3), until: null },
    ]);
  });

  it("ends with a revocation, which moves nothing into its place", () => {
    const promotions = [act(1, "a"), act(2, "b")];
    expect(channelSpans("b", promotions, [act(3, "b")])).toEqual([{ channel: "latest", from: day(2), until: day(3) }]);
    expect(channelSpans("a", promotions, [act(3, "b")])).toEqual([
      { channel: "latest", from: day(1), until: day(2) },
      { channel: "prev", from: day(2), until: null },
    ]);
  });

  it("is empty for a build that was never promoted", () => {
    expect(channelSpans("x", [act(1, "a")], [act(2, "x")])).toEqual([]);
  });
});
