import { Breakable } from "#components/ui/breakable.tsx";
import { Monogram } from "#components/ui/monogram.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { Section } from "#components/ui/section.tsx";
import type { SimilarImage } from "#lib/catalog/image/schema.ts";
import { useText } from "#lib/text.ts";
import { CatalogText } from "#components/ui/catalog-text.tsx";

/** What replaces an image, what it replaced, and others of its distribution family. */
export function SimilarImages({ images, family }: { images: SimilarImage[]; family: string }) {
  const t = useText("image");
  return (
    <Section
      id="similar"
      title={t("similar.title")}
      aside={
        <PageLink href={`/images?q=${encodeURIComponent(family)}`} className="link touch">
          {t("similar.all", { family })}
        </PageLink>
      }
    >
      <ul className="grid gap-x-10 border-t border-line md:grid-cols-2">
        {images.map(({ name, summary, isRetired, relation, latestVersion, distribution }) => (
          <li key={name} className="row-wash flex gap-3 border-b border-line py-3">
            <Monogram letters={distribution.monogram} color={distribution.monogramColor} />
            <div className="min-w-0">
              <p>
                <PageLink href={`/images/${name}`} className="row-link font-mono font-medium text-ink no-underline">
                  <Breakable text={name} />
                </PageLink>
              </p>
              <p className="text-sm text-soft">
                {relation !== "family" && <span className="font-medium text-ink">{t(`similar.${relation}`)} · </span>}
                <CatalogText text={summary} />
                {" · "}
                {isRetired ? t("similar.retired") : latestVersion ? <span className="font-mono">{latestVersion}</span> : t("similar.unbuilt")}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}
