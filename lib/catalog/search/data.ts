import { db } from "#lib/db.ts";
import type { Outcome } from "#lib/errors.ts";
import { listFlavorFamilies, readCapabilityRules } from "#lib/flavors/data.ts";
import { familyOfFlavor } from "#lib/flavors/names.ts";
import { hasBit } from "#lib/flavors/rules.ts";
import type { CapabilityRules } from "#lib/flavors/schema.ts";
import { keptForAMinute, keptUntilNews } from "#lib/kept.ts";
import { conditionOf } from "../rules.ts";
import { readQuery, type RawQuery } from "./query.ts";
import { searchCatalog, withFamilies, type SearchedCatalog } from "./rules.ts";
import type { CatalogEntry, CatalogPage, QueryProblem } from "./schema.ts";

type Row = Pick<CatalogEntry, "name" | "summary" | "category" | "architecture" | "firmware" | "family" | "capabilityMask" | "minDiskGib" | "minRamMib" | "isBuilding"> & {
  isRetired: boolean;
  refreshDays: number;
  wasPromoted: boolean;
  distribution: string;
  monogram: string;
  monogramColor: string;
  codename: string | null;
  latest: { version: string; publishedAt: string; fileName: string; sizeBytes: number } | null;
};

// The whole catalog in one statement and one value: a thousand rows of twenty columns cost more to hand over than to read.
async function listRows(): Promise<Row[]> {
  const [answer] = await db.$queryRaw<{ rows: Row[] | null }[]>`
    with building as (
      select distinct image_id from builds where status in ('building', 'testing', 'signing', 'publishing')
    )
    select json_agg(json_build_object(
      'name', i.name, 'summary', i.summary, 'category', i.category, 'architecture', i.architecture, 'firmware', i.firmware,
      'capabilityMask', i.capabilities, 'minDiskGib', i.min_disk_gib, 'minRamMib', i.min_ram_mib, 'refreshDays', i.refresh_days,
      'isRetired', i.state = 'retired', 'isBuilding', building.image_id is not null,
      'wasPromoted', exists (select 1 from promotions p where p.image_id = i.id),
      'distribution', d.name, 'family', d.family, 'codename', d.codename, 'monogram', d.monogram, 'monogramColor', d.monogram_color,
      'latest', case when a.build_id is not null then json_build_object(
        'version', b.version, 'publishedAt', b.published_at, 'fileName', a.file_name, 'sizeBytes', a.size_bytes) end)) as rows
    from images i
    join distributions d on d.id = i.distribution_id
    left join channels c on c.image_id = i.id and c.name = 'latest'
    left join builds b on b.id = c.build_id and b.published_at is not null
    left join artifacts a on a.build_id = b.id and a.kind = 'qcow2'
    left join building on building.image_id = i.id`;
  return answer?.rows ?? [];
}

/** How often the files of each image were downloaded in the last 30 days, by its name; images without a download are left out. */
async function countDownloads(): Promise<Map<string, number>> {
  const rows = await db.$queryRaw<{ name: string; downloads: number }[]>`
    select i.name, sum(n.downloads)::float8 as downloads
    from (select artifact_id, sum(count) as downloads from download_counts where day > current_date - 30 group by artifact_id) n
    join artifacts a on a.id = n.artifact_id
    join builds b on b.id = a.build_id
    join images i on i.id = b.image_id
    group by i.name`;
  return new Map(rows.map(({ name, downloads }) => [name, downloads]));
}

const wordsOfArchitecture = { x86_64: "x86_64 amd64", aarch64: "aarch64 arm64" };

function toEntry(row: Row, downloads: number, { capabilities }: CapabilityRules, now: Date): Omit<CatalogEntry, "runsOn"> {
  const { isRetired, refreshDays, wasPromoted, distribution, monogram, monogramColor, codename, latest, ...entry } = row;
  const publishedAt = latest && new Date(latest.publishedAt);
  return {
    ...entry,
    downloads,
    distribution: { name: distribution, monogram, monogramColor },
    condition: conditionOf({ isRetired, wasPromoted, publishedAt, refreshDays }, now),
    latest: latest && publishedAt ? { ...latest, publishedAt } : null,
    capabilities: capabilities.filter(({ bit }) => hasBit(row.capabilityMask, bit)).map(({ key }) => key),
    words: [row.name, row.summary, distribution, row.family, codename, wordsOfArchitecture[row.architecture], row.firmware].join(" ").toLowerCase(),
  };
}

/** The whole catalog as it is searched, made once until it changes. */
export function readSearchedCatalog(): Promise<SearchedCatalog> {
  return keptUntilNews("searched catalog", async () => {
    const [rows, downloads, families, rules] = await Promise.all([listRows(), keptForAMinute("downloads", countDownloads), listFlavorFamilies(), readCapabilityRules()]);
    const now = new Date();
    const collator = new Intl.Collator("en", { numeric: true });
    const entries = withFamilies(rows.map((row) => toEntry(row, downloads.get(row.name) ?? 0, rules, now)), families, rules).sort((one, other) => collator.compare(one.name, other.name));
    return { ...rules, entries, families, distributions: [...new Set(entries.map(({ family }) => family))].sort(collator.compare) };
  });
}

export type Refusal = { ok: false; code: "unknown-value"; message: string; problems: QueryProblem[] };

/**
 * Answers a request to the catalog with the page that it asks for, or with every parameter that the catalog does not
 * know: those are refused by name rather than answered with an empty list. `isStrict` refuses unknown names as well.
 */
export async function findImages(raw: RawQuery, { isStrict = false } = {}): Promise<Extract<Outcome<CatalogPage, never>, { ok: true }> | Refusal> {
  const catalog = await readSearchedCatalog();
  const known = { distribution: catalog.distributions, capability: catalog.capabilities.map(({ key }) => key) };
  const { query, problems } = readQuery(raw, known, isStrict);
  if (query.flavor && !familyOfFlavor(query.flavor, catalog.families)) problems.push({ field: "flavor", value: query.flavor, known: catalog.families.map(({ name }) => name) });
  const page = problems.length === 0 ? searchCatalog(catalog, query) : null;
  if (page && query.page > page.pages) problems.push({ field: "page", value: String(query.page), known: [`1–${page.pages}`] });
  if (page && problems.length === 0) return { ok: true, value: page };
  return { ok: false, code: "unknown-value", message: problems.map(problemText).join(" "), problems };
}

/** A problem as one English sentence: field, value, remedy. */
export function problemText({ field, value, known }: QueryProblem): string {
  if (!value) return `"${field}" is no parameter. Use ${known.join(", ")}.`;
  if (field === "page") return `page "${value}" is not there. ${known.length > 0 ? `Use ${known.join("")}.` : "Use a number from 1 on."}`;
  return `${field} "${value}" is unknown. Use one of: ${known.join(", ")}.`;
}

/** The `limit` active images that were downloaded most in the last 30 days. */
export async function listMostUsed(limit = 6): Promise<{ images: CatalogEntry[]; activeCount: number }> {
  const { entries } = await readSearchedCatalog();
  const active = entries.filter(({ condition }) => condition !== "retired");
  const newest = ({ latest }: CatalogEntry) => latest?.publishedAt.getTime() ?? 0;
  // What anybody can use comes before what needs a subscription.
  const isStandard = ({ category }: CatalogEntry) => Number(category === "Standard");
  const order = (one: CatalogEntry, other: CatalogEntry) => other.downloads - one.downloads || newest(other) - newest(one) || isStandard(other) - isStandard(one);
  return { images: active.toSorted(order).slice(0, limit), activeCount: active.length };
}
