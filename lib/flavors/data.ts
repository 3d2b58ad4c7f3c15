import { db, type Transaction } from "#lib/db.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import type { CapabilityRules, FamilyIssue, FlavorEvidence, FlavorFamily, FlavorTable } from "./schema.ts";

const familySelect = {
  name: true, title: true, description: true, hypervisor: true, architecture: true, firmware: true, demands: true,
  liveMigration: true, srIov: true, localDisks: true, gpu: true, infiniband: true,
  flavors: { orderBy: [{ vcpus: "asc" }, { ramMib: "asc" }, { name: "asc" }], select: { name: true, vcpus: true, ramMib: true, diskGib: true } },
} as const satisfies Prisma.FlavorFamilySelect;

const imageSelect = {
  name: true, category: true, state: true, capabilities: true, architecture: true, firmware: true, minDiskGib: true, minRamMib: true,
  distribution: { select: { slug: true, family: true, name: true, monogram: true, monogramColor: true } },
} as const satisfies Prisma.ImageSelect;

/** What the capability bits mean, by bit, and which of them stand against each other. */
export async function readCapabilityRules(): Promise<CapabilityRules> {
  const [capabilities, coexistence] = await Promise.all([
    db.capability.findMany({ orderBy: { bit: "asc" }, select: { bit: true, key: true, title: true, description: true, glanceProperty: true, glanceValue: true } }),
    db.coexistenceRule.findMany({ orderBy: [{ bit: "asc" }, { excludedBit: "asc" }], select: { bit: true, excludedBit: true, reason: true } }),
  ]);
  return { capabilities, coexistence };
}

/** All flavor families with their known sizes, smallest first; inside a transaction where one is given. */
export async function listFlavorFamilies(from: Transaction = db): Promise<FlavorFamily[]> {
  const families = await from.flavorFamily.findMany({ orderBy: [{ position: "asc" }, { name: "asc" }], select: familySelect });
  return families.map(({ flavors, ...family }) => ({ ...family, sizes: flavors }));
}

/** Everything from which the image/flavor table is computed, read side by side; retired images last. */
export async function readFlavorTable(): Promise<FlavorTable> {
  const [rules, families, images, evidence] = await Promise.all([
    readCapabilityRules(),
    listFlavorFamilies(),
    db.image.findMany({ orderBy: [{ state: "asc" }, { name: "asc" }], select: imageSelect }),
    listEvidence(),
  ]);
  return { ...rules, families, evidence, images: images.map(({ state, ...image }) => ({ ...image, isRetired: state === "retired" })) };
}

/** The known issues that name a flavor family; open ones first, the newest of each first. */
export async function listFamilyIssues(family: string): Promise<FamilyIssue[]> {
  const issues = await db.knownIssue.findMany({
    where: { scopes: { some: { flavorFamily: { name: family } } } },
    orderBy: [{ state: "asc" }, { openedOn: "desc" }, { slug: "asc" }],
    select: {
      slug: true, title: true, body: true, workaround: true, severity: true, openedOn: true, resolvedOn: true,
      scopes: { select: { image: { select: { name: true } }, distribution: { select: { name: true } } } },
    },
  });
  return issues.map(({ scopes, ...issue }) => ({
    ...issue,
    distributions: scopes.flatMap(({ distribution }) => distribution?.name ?? []).sort(),
    images: scopes.flatMap(({ image }) => image?.name ?? []).sort(),
  }));
}

async function listEvidence(): Promise<FlavorEvidence[]> {
  return db.$queryRaw<FlavorEvidence[]>`
    select distinct on (i.name, f.name)
      i.name as image, f.name as family, s.name as flavor, b.version, t.verdict::text as verdict, t.finished_at as "finishedAt"
    from test_runs t
    join builds b on b.id = t.build_id and b.status = 'published'
    join images i on i.id = b.image_id
    join flavors s on s.id = t.flavor_id
    join flavor_families f on f.id = s.family_id
    where t.verdict is not null and t.finished_at is not null and not exists (select 1 from revocations r where r.build_id = b.id)
    order by i.name, f.name, t.finished_at desc`;
}
