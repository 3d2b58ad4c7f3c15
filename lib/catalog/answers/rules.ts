import { versionAddress } from "#lib/downloads/rules.ts";
import { searchOf, type CatalogEntry, type CatalogPage } from "../search/schema.ts";
import type { CatalogAnswer } from "../schema.ts";

/** The traits of an image that both answers have. */
export function traitsOf(entry: CatalogEntry, publicUrl: string) {
  const { name, summary, category, condition, architecture, firmware, minDiskGib, minRamMib, capabilities, runsOn } = entry;
  return { name, summary, category, state: condition, architecture, firmware, minDiskGib, minRamMib, capabilities, runsOn, page: `${publicUrl}/images/${name}` };
}

/** A page of the catalog as machines read it. */
export function catalogAnswer({ query, rows, total, pages, hiddenRetired, facets, flavors }: CatalogPage, publicUrl: string): CatalogAnswer {
  const facet = (field: (typeof facets)[number]["field"]) => Object.fromEntries(facets.find((one) => one.field === field)?.values.map(({ value, count }) => [value, count]) ?? []);
  return {
    total,
    page: query.page,
    pages,
    hiddenRetired,
    images: rows.map((entry) => ({
      ...traitsOf(entry, publicUrl),
      distribution: { name: entry.distribution.name, family: entry.family },
      latest: entry.latest && {
        version: entry.latest.version,
        publishedAt: entry.latest.publishedAt.toISOString(),
        url: publicUrl + versionAddress(entry.name, entry.latest.version, entry.latest.fileName),
        sizeBytes: entry.latest.sizeBytes,
      },
      self: `${publicUrl}/api/v1/images/${entry.name}`,
    })),
    counts: {
      state: facet("state"), category: facet("category"), distribution: facet("distribution"), architecture: facet("architecture"), firmware: facet("firmware"), capability: facet("capability"),
      flavor: Object.fromEntries(flavors.map(({ name, count }) => [name, count])),
    },
    next: query.page < pages ? `${publicUrl}/api/v1/images?${searchOf({ ...query, view: "list", page: query.page + 1 })}` : null,
  };
}
