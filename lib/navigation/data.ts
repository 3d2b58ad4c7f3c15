import type { Actor } from "#lib/auth/actor.ts";
import { isAllowed } from "#lib/auth/rules.ts";
import { searchWords } from "#lib/catalog/rules.ts";
import { db } from "#lib/db.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { buildWords, findPages } from "./rules.ts";
import type { Found, SearchAnswer } from "./schema.ts";

/** How many of each kind are listed. */
const shown = 8;
/** Of how many images the best are chosen. */
const ranked = 200;

/** What this person may see of pages, images, builds and users that fits all words of `q`. Without words: the pages alone. */
export async function searchAdmin(actor: Actor, q: string): Promise<SearchAnswer> {
  const pages = findPages(actor.roles, q);
  const words = searchWords(q);
  if (words.length === 0) return { q, found: pages, isCut: false };
  const [images, builds, users] = await Promise.all([findImages(words), findBuilds(q), isAllowed(actor.roles, "user:manage") ? findUsers(words) : []]);
  const lists = [images, builds, users];
  return { q, found: [...pages, ...lists.flatMap((list) => list.slice(0, shown))], isCut: lists.some((list) => list.length > shown) };
}

// `contains` becomes a LIKE whose signs Prisma leaves as they are.
const containing = (word: string) => ({ contains: word.replace(/[\\%_]/g, "\\$&"), mode: "insensitive" as const });

/** Images by name or distribution: those in service before those that are retired, and short names, which the words fill most, first. */
async function findImages(words: string[]): Promise<Found[]> {
  const rows = await db.image.findMany({
    where: { AND: words.map((word) => ({ OR: [{ name: containing(word) }, { distribution: { name: containing(word) } }] })) },
    orderBy: [{ state: "asc" }, { name: "asc" }],
    take: ranked,
    select: { name: true, state: true, distribution: { select: { name: true } } },
  });
  const best = rows.toSorted((one, other) => one.state.localeCompare(other.state) || one.name.length - other.name.length || one.name.localeCompare(other.name));
  return best.slice(0, shown + 1).map(({ name, state, distribution }) => ({ kind: "image", href: `/images/${name}`, title: name, detail: state === "retired" ? `${distribution.name}, retired` : distribution.name }));
}

/** Builds by the beginning of their version, of the images that the other words name; the newest first. */
async function findBuilds(q: string): Promise<Found[]> {
  const { version, image } = buildWords(q);
  if (!version) return [];
  const rows = await db.build.findMany({
    where: { version: { startsWith: version }, image: { AND: image.map((word): Prisma.ImageWhereInput => ({ name: containing(word) })) } },
    orderBy: [{ queuedAt: "desc" }, { id: "asc" }],
    take: shown + 1,
    select: { version: true, status: true, image: { select: { name: true } } },
  });
  return rows.map(({ version, status, image: { name } }) => ({ kind: "build", href: `/images/${name}/${version}`, title: `${name} ${version}`, detail: status }));
}

async function findUsers(words: string[]): Promise<Found[]> {
  const rows = await db.user.findMany({
    where: { AND: words.map((word) => ({ OR: [{ name: containing(word) }, { displayName: containing(word) }] })) },
    orderBy: { name: "asc" },
    take: shown + 1,
    select: { name: true, displayName: true, disabledAt: true },
  });
  return rows.map(({ name, displayName, disabledAt }) => ({ kind: "user", href: `/admin/users/${encodeURIComponent(name)}`, title: displayName, detail: disabledAt ? `${name}, disabled` : name }));
}
