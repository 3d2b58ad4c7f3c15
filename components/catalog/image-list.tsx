import { Breakable } from "#components/ui/breakable.tsx";
import { When } from "#components/ui/when.tsx";
import type { CatalogEntry } from "#lib/catalog/search/schema.ts";
import { localizeHref } from "#lib/locales.ts";
import { useLocale, useText, type Text } from "#lib/text.ts";
import { DownloadLink } from "./download-link.tsx";
import { RowMark, RowState, RowSymbols } from "./row-symbols.tsx";

// So many fit into a line on a phone.
const shownFamilies = 4;
// Shorter names fit into a line even on a phone.
const longName = 26;

/** Images as a listing: what it is, its newest release, how it is, its file. Plain links: `CatalogLeaf` follows them softly. */
export function ImageList({ images, heading }: { images: CatalogEntry[]; heading: "h2" | "h3" }) {
  const t = useText("catalog");
  return (
    <div className="image-rows row-frame">
      <RowSymbols images={images} />
      <div aria-hidden className="image-rows-head">
        {(["image", "hardware", "latest", "state", "file"] as const).map((column) => (
          <span key={column} className={column === "hardware" ? column : undefined}>{t(`columns.${column}`)}</span>
        ))}
      </div>
      <ul className="image-rows border-t border-line md:border-t-0">
        {images.map((image) => (
          <ImageRow key={image.name} image={image} heading={heading} />
        ))}
      </ul>
    </div>
  );
}

function ImageRow({ image, heading: Heading }: { image: CatalogEntry; heading: "h2" | "h3" }) {
  const { name, summary, latest, condition, architecture, firmware, isBuilding } = image;
  const t = useText("catalog");
  const locale = useLocale();
  return (
    <li className="row-wash">
      <RowMark image={image} />
      <Heading className="name">
        <a href={localizeHref(`/images/${name}`, locale)} className="row-link">
          {name.length > longName ? <Breakable text={name} /> : name}
        </a>
      </Heading>
      <p lang="en" className="text">
        {summary}
      </p>
      <p className="fits">
        <span>{`${architecture} · ${t(`firmwares.${firmware}`)}`}</span> <span>{flavorsText(image, t)}</span>
      </p>
      {latest && (
        <p className="release">
          <b>{latest.version}</b>
          <When at={latest.publishedAt} />
        </p>
      )}
      <p className="condition">
        <RowState condition={condition} />
        {isBuilding && <span className="note">{t("building")}</span>}
      </p>
      {latest && condition !== "retired" && <DownloadLink name={name} latest={latest} />}
    </li>
  );
}

/** The flavor families that fit, the first of them by name. */
function flavorsText({ runsOn }: CatalogEntry, t: Text<"catalog">): string {
  if (runsOn.length === 0) return t("runsOnNone");
  const names = runsOn.slice(0, shownFamilies).join(", ");
  const more = runsOn.length - shownFamilies;
  return more > 0 ? t("runsOnMore", { names, count: more }) : t("runsOn", { names });
}
