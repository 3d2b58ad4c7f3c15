import { History } from "#components/catalog/history.tsx";
import { FeedLink } from "#components/ui/feed-link.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { Section } from "#components/ui/section.tsx";
import type { ImagePage, ImageView } from "#lib/catalog/image/schema.ts";
import { feedPath } from "#lib/feeds/schema.ts";
import { useText } from "#lib/text.ts";
import { BuildTable } from "./build-table.tsx";

type Props = { image: string; page: Pick<ImagePage, "builds" | "hasMoreBuilds" | "history" | "hasMoreHistory">; view: Pick<ImageView, "builds" | "history"> };

/** What happened to an image, and its builds with what became of each. */
export function BuildHistory({ image, page: { builds, hasMoreBuilds, history, hasMoreHistory }, view }: Props) {
  const t = useText("image");
  const hrefOf = (change: Partial<typeof view>, anchor: string) => {
    const chosen = Object.entries({ builds: view.builds, history: view.history, ...change }).filter(([, extent]) => extent === "all");
    return `/images/${image}?${new URLSearchParams(chosen)}#${anchor}`;
  };
  const more = (href: string, text: string) => (
    <p className="mt-4">
      <PageLink href={href} scroll={false} className="link touch">
        {text}
      </PageLink>
    </p>
  );
  return (
    <>
      <Section id="history" title={t("history.title")} lead={t("history.lead")} aside={<FeedLink href={feedPath({ kind: "image", image })} of={t("history.feedOf", { image })} />}>
        <History image={image} entries={history} />
        {hasMoreHistory && more(hrefOf({ history: "all" }, "history"), t("history.all"))}
      </Section>
      {builds.length > 0 && (
        <Section
          id="builds"
          title={t("builds.title")}
          aside={
            builds.length > 1 && (
              <PageLink href={`/images/${image}/compare`} className="link touch">
                {t("builds.compare")}
              </PageLink>
            )
          }
        >
          <BuildTable image={image} builds={builds} />
          {hasMoreBuilds && more(hrefOf({ builds: "all" }, "builds"), t("builds.all"))}
        </Section>
      )}
    </>
  );
}
