import { PageLink } from "#components/ui/page-link.tsx";
import { Breakable } from "#components/ui/breakable.tsx";
import { When } from "#components/ui/when.tsx";
import type { PromotionEntry, PromotionKind } from "#lib/catalog/schema.ts";

const acts: Record<PromotionKind, string> = {
  first: "became the first latest",
  promotion: "was promoted to latest",
  policy: "became latest by policy",
  rollback: "is latest again, rolled back",
};

/** Promotions, newest first: which build became `latest`, why, by whom. */
export function PromotionList({ promotions, withImage = false }: { promotions: PromotionEntry[]; withImage?: boolean }) {
  return (
    <ol className="border-t border-line">
      {promotions.map(({ id, image, version, displacedVersion, kind, reason, actorKind, actorName, at }) => (
        <li key={id} className="grid gap-x-6 border-b border-line py-2 sm:grid-cols-[8rem_minmax(0,1fr)]">
          <span className="text-sm leading-6 text-soft">
            <When at={at} />
          </span>
          <span className="min-w-0">
            {withImage && (
              <span className="font-mono">
                <Breakable text={image} />{" "}
              </span>
            )}
            <PageLink href={`/images/${image}/${version}`} className="link font-mono whitespace-nowrap">
              {version}
            </PageLink>{" "}
            {acts[kind]}
            {displacedVersion && (
              <span className="text-soft">
                , after <span className="font-mono whitespace-nowrap">{displacedVersion}</span>
              </span>
            )}
            {(reason || actorKind !== "system") && (
              <span className="block text-sm text-soft">{[reason, actorKind === "system" ? null : `by ${actorName}`].filter(Boolean).join(" · ")}</span>
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}
