import { Breadcrumbs } from "#components/ui/breadcrumbs.tsx";
import { Breakable } from "#components/ui/breakable.tsx";
import { Monogram } from "#components/ui/monogram.tsx";
import type { ImageDetails } from "#lib/catalog/schema.ts";
import { useText } from "#lib/text.ts";
import { CatalogText } from "#components/ui/catalog-text.tsx";
import { ConditionBanner } from "./condition-banner.tsx";
import { ConditionChip } from "./condition-chip.tsx";

/** Name and state of an image, what it is, and the banner that nobody may miss when it should not be used as it is. */
export function ImageHeader({ image }: { image: ImageDetails }) {
  const t = useText("image");
  const { name, summary, description, condition, distribution } = image;
  return (
    <header>
      <Breadcrumbs items={[{ title: t("images"), href: "/images" }]} />
      <div className="mt-3 flex items-start gap-4">
        <span className="mt-1 hidden sm:block">
          <Monogram letters={distribution.monogram} color={distribution.monogramColor} size={48} />
        </span>
        <div className="min-w-0">
          <h1 className="font-mono text-2xl font-semibold tracking-[-0.03em]">
            <Breakable text={name} />
          </h1>
          <p className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-lg text-soft">
            <span>
              <CatalogText text={summary} />
            </span>
            <ConditionChip condition={condition} />
          </p>
          {description !== summary && (
            <p className="mt-3 max-w-[72ch]">
              <CatalogText text={description} />
            </p>
          )}
        </div>
      </div>
      <ConditionBanner image={image} />
    </header>
  );
}
