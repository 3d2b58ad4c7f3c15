import { z } from "zod";
import { versionSchema } from "#lib/builds/schema.ts";
import { pageNumber } from "#lib/pages.ts";

export const releaseShows = ["candidates", "all", "blocked", "waiting"] as const;
export const releaseSorts = ["image", "candidate", "latest", "changes", "blockers"] as const;

/** `?q=debian&show=all&sort=changes`: which images the release view shows, and in which order; `after` names the last one of the page before. */
export const releaseViewSchema = z.object({
  q: z.string().trim().max(100).catch(""),
  show: z.enum(releaseShows).catch("candidates"),
  sort: z.enum(releaseSorts).catch("image"),
  page: pageNumber,
});
export type ReleaseView = z.output<typeof releaseViewSchema>;

/** An image with what it offers now and what it could offer. A candidate is what `listWaitingForPromotion` waits for. */
export type ReleaseRow = {
  image: string;
  isAutomatic: boolean;
  policyNights: number;
  latest: { version: string; publishedAt: Date } | null;
  prevVersion: string | null;
  candidate: { version: string; publishedAt: Date; tests: { passed: number; total: number } } | null;
  /** From latest to the candidate; null where one of them is missing or tells no packages. */
  packages: { added: number; removed: number; changed: number } | null;
  blockers: number;
  issues: number;
  pins: number;
  request: { version: string; requestedBy: string } | null;
  rolloutVersion: string | null;
};

/** `?pick=IMAGE:VERSION`, repeated: what a person has ticked. */
export const picksSchema = z
  .object({ pick: z.union([z.string().transform((one) => [one]), z.array(z.string())]).catch([]) })
  .transform(({ pick }) =>
    pick.slice(0, 200).flatMap((text) => {
      const [image = "", version = ""] = text.split(":");
      return versionSchema.safeParse(version).success ? [{ image, version }] : [];
    }),
  );
export type Pick = z.output<typeof picksSchema>[number];

const pickField = "promote:";
/** The name of the hidden field that stands for one promotion, and its value: the version and what is seen as latest. */
export function pickFieldOf(image: string, version: string, latestVersion: string | null): [name: string, value: string] {
  return [`${pickField}${image}`, `${version}/${latestVersion ?? ""}`];
}

// A form has a field for each promotion.
const collectPicks = (input: unknown) =>
  typeof input === "object" && input !== null
    ? { ...input, picks: Object.entries(input).flatMap(([key, value]) => (key.startsWith(pickField) ? [{ imageName: key.slice(pickField.length), value: String(value) }] : [])) }
    : input;

const onePick = z
  .object({ imageName: z.string().min(1).max(100), value: z.string().regex(/^[0-9]{8}-[0-9]{1,6}\/([0-9]{8}-[0-9]{1,6})?$/, "Choose the builds again.") })
  .transform(({ imageName, value }) => {
    const [version = "", latestVersion = ""] = value.split("/");
    return { imageName, version, expectedLatestVersion: latestVersion === "" ? null : latestVersion };
  });

/** The form that promotes several builds, one of each image. */
export const promoteSeveralSchema = z.preprocess(
  collectPicks,
  z.object({
    picks: z.array(onePick).min(1, "Choose at least one build.").max(200, "Choose at most 200 builds."),
    reason: z.string().trim().max(500, "Use at most 500 characters.").optional().transform((text) => text || undefined),
  }),
);
export type PromoteSeveral = z.output<typeof promoteSeveralSchema>;

/** What became of each promotion of several: each is a transaction of its own. */
export type PromotedOne = { image: string; version: string; state: "promoted" | "asked" | "refused"; message: string };
