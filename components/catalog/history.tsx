import { Archive, ArchiveX, CircleX, PackageCheck, RotateCcw, ShieldX, Tag, type LucideIcon } from "lucide-react";
import { PageLink } from "#components/ui/page-link.tsx";
import { When } from "#components/ui/when.tsx";
import type { HistoryEntry, HistoryKind } from "#lib/catalog/image/schema.ts";
import { useText } from "#lib/text.ts";
import { CatalogText } from "#components/ui/catalog-text.tsx";

const looks: Record<HistoryKind, { icon: LucideIcon; ink: string }> = {
  published: { icon: PackageCheck, ink: "text-ok" },
  failed: { icon: CircleX, ink: "text-bad" },
  first: { icon: Tag, ink: "text-accent" },
  promotion: { icon: Tag, ink: "text-accent" },
  policy: { icon: Tag, ink: "text-accent" },
  rollback: { icon: RotateCcw, ink: "text-attention" },
  revoked: { icon: ShieldX, ink: "text-bad" },
  expired: { icon: ArchiveX, ink: "text-quiet" },
  retired: { icon: Archive, ink: "text-attention" },
};

/** The life of an image in one line of time, newest first: builds, promotions, roll-backs, revocations. */
export function History({ image, entries }: { image: string; entries: HistoryEntry[] }) {
  return (
    <ol>
      {entries.map((entry, index) => (
        <Event key={`${entry.kind} ${entry.version} ${entry.at.getTime()}`} image={image} entry={entry} isLast={index === entries.length - 1} />
      ))}
    </ol>
  );
}

function Event({ image, entry: { kind, at, version, other, reason, by }, isLast }: { image: string; entry: HistoryEntry; isLast: boolean }) {
  const t = useText("image");
  const { icon: Icon, ink } = looks[kind];
  const buildLink = (of: string | null) => () =>
    of ? (
      <PageLink href={`/images/${image}/${of}`} className="link font-mono whitespace-nowrap">
        {of}
      </PageLink>
    ) : null;
  const hasDisplaced = other !== null && kind !== "revoked";
  return (
    <li className="relative flex gap-4 pb-5 last:pb-0">
      {!isLast && <span aria-hidden className="absolute top-7 bottom-1 left-[9.5px] w-px bg-line-strong opacity-50" />}
      <Icon size={20} aria-hidden className={`mt-0.5 shrink-0 ${ink}`} />
      <div className="grid min-w-0 flex-1 gap-x-6 sm:grid-cols-[minmax(0,1fr)_8rem]">
        <div className="min-w-0">
          <p>
            {t.rich(`history.${kind}`, { build: buildLink(version) })}
            {hasDisplaced && <span className="text-soft">{t.rich("history.after", { build: buildLink(other) })}</span>}
            {kind === "revoked" && other && <span className="text-soft">{t.rich("history.replacedBy", { build: buildLink(other) })}</span>}
          </p>
          {(reason || by) && (
            <p className="max-w-[72ch] text-sm text-soft">
              {reason && <CatalogText text={reason} />}
              {reason && by ? " · " : ""}
              {by && t("history.by", { name: by })}
            </p>
          )}
        </div>
        <p className="text-sm leading-6 text-soft sm:text-right">
          <When at={at} />
        </p>
      </div>
    </li>
  );
}
