import { Archive, CircleDashed, Hourglass, ShieldX } from "lucide-react";
import { Banner } from "#components/ui/banner.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { tag } from "#components/ui/tag.ts";
import { Day } from "#components/ui/when.tsx";
import type { ImageDetails } from "#lib/catalog/schema.ts";
import { useText } from "#lib/text.ts";
import { CatalogText } from "#components/ui/catalog-text.tsx";

/** Why an image should not, or cannot, be used as it is. Nothing for one that is as it should be. */
export function ConditionBanner({ image }: { image: ImageDetails }) {
  const t = useText("image");
  const { condition, refreshDays } = image;
  if (condition === "retired") return <RetiredBanner image={image} />;
  if (image.withdrawal) return <WithdrawnBanner name={image.name} withdrawal={image.withdrawal} />;
  if (condition === "stale") {
    return (
      <Banner tone="attention" icon={Hourglass} title={t("banner.stale", { days: refreshDays })}>
        <p>{t("banner.staleAdvice")}</p>
      </Banner>
    );
  }
  if (condition === "unbuilt") {
    return (
      <Banner tone="quiet" icon={CircleDashed} title={t("banner.unbuilt")}>
        <p>{t("banner.unbuiltAdvice")}</p>
      </Banner>
    );
  }
  return null;
}

function RetiredBanner({ image: { replacement, retiredOn } }: { image: ImageDetails }) {
  const t = useText("image");
  return (
    <Banner tone="attention" icon={Archive} title={t("banner.retired")}>
      <p>
        {retiredOn && <>{t.rich("banner.retiredOn", { day: tag(<Day at={retiredOn} />) })} </>}
        {replacement
          ? t.rich("banner.useInstead", {
              link: tag(
                <PageLink href={`/images/${replacement}`} className="link font-mono">
                  {replacement}
                </PageLink>,
              ),
            })
          : t("banner.noReplacement")}
      </p>
    </Banner>
  );
}

function WithdrawnBanner({ name, withdrawal: { version, explanation, replacementVersion } }: { name: string; withdrawal: NonNullable<ImageDetails["withdrawal"]> }) {
  const t = useText("image");
  return (
    <Banner tone="bad" icon={ShieldX} title={t("banner.revoked")}>
      <p>
        <CatalogText text={explanation} />
      </p>
      <p className="mt-2 flex flex-wrap gap-x-4">
        {replacementVersion && (
          <PageLink href={`/images/${name}/${replacementVersion}`} className="link touch font-medium">
            {t("banner.useVersion", { version: replacementVersion })}
          </PageLink>
        )}
        <PageLink href={`/images/${name}/${version}`} className="link touch">
          {t("banner.readAbout", { version })}
        </PageLink>
      </p>
    </Banner>
  );
}
