import { Breakable } from "#components/ui/breakable.tsx";
import { Monogram } from "#components/ui/monogram.tsx";
import { When } from "#components/ui/when.tsx";
import type { CatalogEntry } from "#lib/catalog/search/schema.ts";
import { localizeHref } from "#lib/locales.ts";
import { useLocale, useText } from "#lib/text.ts";
import { ConditionChip } from "./condition-chip.tsx";
import { DownloadLink } from "./download-link.tsx";

const columns = "md:grid-cols-[minmax(0,1fr)_7rem_8.25rem_6.25rem]";
const shownFamilies = 6;

/** Images as a listing: what it is, its newest release, how it is, its file. Plain links: `CatalogLeaf` follows them softly. */
export function ImageList({ images, heading }: { images: CatalogEntry[]; heading: "h2" | "h3" }) {
  const t = useText("catalog");
  return (
    <div>
      <div aria-hidden className={`hidden gap-5 border-b border-line-strong pb-2 pl-11 text-sm font-medium text-soft md:grid ${columns}`}>
        <span>{t("columns.image")}</span>
        <span>{t("columns.latest")}</span>
        <span>{t("columns.state")}</span>
        <span>{t("columns.file")}</span>
      </div>
      <ul className="border-t border-line md:border-t-0">
        {images.map((image) => (
          <ImageRow key={image.name} image={image} heading={heading} />
        ))}
      </ul>
    </div>
  );
}

type RowProps = { image: CatalogEntry; heading: "h2" | "h3" };

function ImageRow({ image, heading: Heading }: RowProps) {
  const { name, summary, distribution, latest, condition, isBuilding } = image;
  const t = useText("catalog");
  const locale = useLocale();
  return (
    <li className="row-wash flex gap-3 border-b border-line py-2.5">
      <Monogram letters={distribution.monogram} color={distribution.monogramColor} />
      <div className={`grid min-w-0 flex-1 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-5 gap-y-1.5 ${columns}`}>
        <div className="col-span-2 min-w-0 md:col-span-1">
          <Heading className="font-mono leading-6 font-medium">
            <a href={localizeHref(`/images/${name}`, locale)} className="row-link text-ink no-underline">
              <Breakable text={name} />
            </a>
          </Heading>
          <p lang="en" className="text-sm text-soft">
            {summary}
          </p>
          <Traits image={image} />
        </div>
        <p className={`col-start-1 text-sm md:col-start-auto ${latest ? "" : "hidden md:block"}`}>
          {latest && (
            <>
              <span className="mr-2 font-mono md:mr-0 md:block">{latest.version}</span>{" "}
              <span className="text-soft">
                <When at={latest.publishedAt} />
              </span>
            </>
          )}
        </p>
        <p className="col-start-1 flex flex-wrap items-center gap-x-2 text-sm md:col-start-auto md:block">
          <ConditionChip condition={condition} />
          {isBuilding && <span className="block text-running md:pl-1.5">{t("building")}</span>}
        </p>
        {latest && condition !== "retired" ? (
          <DownloadLink name={name} latest={latest} className="relative z-10 col-start-2 row-span-2 row-start-2 md:col-start-auto md:row-span-1 md:row-start-auto" />
        ) : null}
      </div>
    </li>
  );
}

/** Architecture, firmware and the flavor families that fit, the first of them by name. */
function Traits({ image: { architecture, firmware, runsOn } }: { image: CatalogEntry }) {
  const t = useText("catalog");
  const names = runsOn.slice(0, shownFamilies).join(", ");
  const more = runsOn.length - shownFamilies;
  const flavors = runsOn.length === 0 ? t("runsOnNone") : more > 0 ? t("runsOnMore", { names, count: more }) : t("runsOn", { names });
  return (
    <p className="text-sm text-soft">
      {architecture} · {t(`firmwares.${firmware}`)} · {flavors}
    </p>
  );
}
