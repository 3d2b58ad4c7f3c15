import { Download } from "lucide-react";
import { Bytes } from "#components/ui/bytes.tsx";
import { Breakable } from "#components/ui/breakable.tsx";
import { button } from "#components/ui/button.ts";
import { Monogram } from "#components/ui/monogram.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { When } from "#components/ui/when.tsx";
import type { CatalogRow } from "#lib/catalog/schema.ts";
import { ConditionChip } from "./condition-chip.tsx";

const columns = "md:grid-cols-[minmax(0,1fr)_8.5rem_9rem_6.5rem]";

/** Images as a listing: what it is, its newest release, how it is, its file. */
export function ImageList({ images, heading }: { images: CatalogRow[]; heading: "h2" | "h3" }) {
  return (
    <div>
      <div aria-hidden className={`hidden gap-6 border-b border-line-strong pb-2 pl-11 text-sm font-medium text-soft md:grid ${columns}`}>
        <span>Image</span>
        <span>Latest</span>
        <span>State</span>
        <span>File</span>
      </div>
      <ul className="border-t border-line md:border-t-0">
        {images.map((image) => (
          <ImageRow key={image.name} image={image} heading={heading} />
        ))}
      </ul>
    </div>
  );
}

type RowProps = { image: CatalogRow; heading: "h2" | "h3" };

function ImageRow({ image: { name, summary, distribution, architecture, latest, condition, isBuilding }, heading: Heading }: RowProps) {
  return (
    <li className="row-wash flex gap-3 border-b border-line py-3">
      <Monogram letters={distribution.monogram} color={distribution.monogramColor} />
      <div className={`grid min-w-0 flex-1 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-6 gap-y-2 ${columns}`}>
        <div className="col-span-2 min-w-0 md:col-span-1">
          <Heading className="font-mono font-medium">
            <PageLink href={`/images/${name}`} className="row-link text-ink no-underline">
              <Breakable text={name} />
            </PageLink>
          </Heading>
          <p className="text-sm text-soft">
            {summary} <span className="whitespace-nowrap">· {architecture}</span>
          </p>
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
          {isBuilding && <span className="block text-running md:pl-1.5">new build running</span>}
        </p>
        {latest && condition !== "retired" ? (
          <a
            href={`/download/${name}/${latest.version}/${latest.fileName}`}
            className={`relative z-10 col-start-2 row-span-2 row-start-2 md:col-start-auto md:row-span-1 md:row-start-auto ${button.small}`}
          >
            <Download size={16} aria-hidden />
            <span className="sr-only">
              Download {name} {latest.version},{" "}
            </span>
            <Bytes value={latest.sizeBytes} />
          </a>
        ) : null}
      </div>
    </li>
  );
}
