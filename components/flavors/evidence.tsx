import { PageLink } from "#components/ui/page-link.tsx";
import { Day } from "#components/ui/when.tsx";
import type { FlavorEvidence } from "#lib/flavors/schema.ts";
import { useText } from "#lib/text.ts";

/** The boot that shows how an image runs on a flavor, with the way to its tests. */
export function Evidence({ evidence: { image, flavor, version, verdict, finishedAt } }: { evidence: FlavorEvidence }) {
  const t = useText("flavors");
  const name = <span className="font-mono">{flavor}</span>;
  const day = <Day at={finishedAt} />;
  return (
    <>
      {t.rich("evidence", { flavor: () => name, when: () => day, verdict: t(`verdicts.${verdict}`) })}{" "}
      <PageLink href={`/images/${image}/${version}#tests`} className="link whitespace-nowrap">
        {t("evidenceLink", { version })}
      </PageLink>
    </>
  );
}
