import type { ReactNode } from "react";
import { PageLink } from "#components/ui/page-link.tsx";
import { When } from "#components/ui/when.tsx";
import type { PromotionEntry } from "#lib/catalog/schema.ts";
import { useText } from "#lib/text.ts";

const mono = (version: ReactNode) => <span className="font-mono whitespace-nowrap">{version}</span>;

/** The promotions of an image, newest first: which build became `latest`, why, by whom. */
export function PromotionList({ promotions }: { promotions: PromotionEntry[] }) {
  const t = useText("catalog");
  return (
    <ol className="border-t border-line">
      {promotions.map(({ id, image, version, displacedVersion, kind, reason, actorKind, actorName, at }) => (
        <li key={id} className="grid gap-x-6 border-b border-line py-2 sm:grid-cols-[8rem_minmax(0,1fr)]">
          <span className="text-sm leading-6 text-soft">
            <When at={at} />
          </span>
          <span className="min-w-0">
            <PageLink href={`/images/${image}/${version}`} className="link font-mono whitespace-nowrap">
              {version}
            </PageLink>{" "}
            {t(`acts.${kind}`)}
            {displacedVersion && (
              <span className="text-soft">
                , {t.rich("actAfter", { version: displacedVersion, mono })}
              </span>
            )}
            {(reason || actorKind !== "system") && (
              <span className="block text-sm text-soft">
                {reason && <span lang="en">{reason}</span>}
                {reason && actorKind !== "system" && " · "}
                {actorKind !== "system" && t("actBy", { name: actorName })}
              </span>
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}
