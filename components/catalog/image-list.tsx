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
export function ImageList({ images }: { images: CatalogRow[] }) {
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
          <ImageRow key={image.name} image={image} />
        ))}
      </ul>
    </div>
  );
}

function ImageRow({ image: { name, summary, distribution, architecture, latest, condition, isBuilding } }: { image: CatalogRow }) {
  return (
    <li className="relative flex gap-3 border-b border-line py-3 transition-colors duration-120 hover:bg-sunken md:-mx-3 md:px-3">
      <Monogram letters={distribution.monogram} color={distribution.monogramColor} />
      <div className={`grid min-w-0 flex-1 gap-x-6 gap-y-2 md:items-center ${columns}`}>
        <div className="min-w-0">
          <h3 className="font-mono font-medium">
            <PageLink href={`/images/${name}`} className="row-link text-ink no-underline">
              <Breakable text={name} />
            </PageLink>
          </h3>
          <p className="text-sm text-soft">
            {summary} <span className="whitespace-nowrap">· {architecture}</span>
          </p>
        </div>
        <p className="flex gap-x-2 text-sm md:block">
          {latest ? (
            <>
              <span className="block font-mono">{latest.version}</span>
              <span className="text-soft">
                <When at={latest.publishedAt} />
              </span>
            </>
          ) : (
            <span className="text-soft">none</span>
          )}
        </p>
        <p className="flex flex-col items-start text-sm">
          <ConditionChip condition={condition} />
          {isBuilding && <span className="pl-1.5 text-running">new build running</span>}
        </p>
        {latest && condition !== "retired" ? (
          <a
            href={`/download/${name}/${latest.version}/${latest.fileName}`}
            aria-label={`Download ${latest.fileName}`}
            className={`relative z-10 justify-self-start ${button.small}`}
          >
            <Download size={16} aria-hidden />
            <Bytes value={latest.sizeBytes} />
          </a>
        ) : (
          <span />
        )}
      </div>
    </li>
  );
}
