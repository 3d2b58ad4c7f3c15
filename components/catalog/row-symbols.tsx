import { Download } from "lucide-react";
import { MonogramSymbol, monogramId } from "#components/ui/monogram.tsx";
import type { ImageCondition } from "#lib/catalog/schema.ts";
import type { CatalogEntry } from "#lib/catalog/search/schema.ts";
import { useText } from "#lib/text.ts";
import { conditionLooks } from "./condition-chip.tsx";

const markOf = ({ distribution: { monogram, monogramColor } }: Pick<CatalogEntry, "distribution">) => ({ letters: monogram, color: monogramColor });

/** What the rows of a list draw, drawn once for all of them: states, the sign of a download, marks of distributions. */
export function RowSymbols({ images }: { images: CatalogEntry[] }) {
  const marks = [...new Map(images.map(markOf).map((mark) => [monogramId(mark), mark])).entries()];
  return (
    <svg className="hidden">
      <symbol id="row-download" viewBox="0 0 24 24">
        <Download />
      </symbol>
      {Object.entries(conditionLooks).map(([condition, { icon: Icon }]) => (
        <symbol key={condition} id={`row-${condition}`} viewBox="0 0 24 24">
          <Icon />
        </symbol>
      ))}
      {marks.map(([id, mark]) => (
        <MonogramSymbol key={id} {...mark} />
      ))}
    </svg>
  );
}

/** The mark of an image's distribution in a row. */
export function RowMark({ image }: { image: CatalogEntry }) {
  return (
    <svg className="mark" aria-hidden>
      <use href={`#${monogramId(markOf(image))}`} />
    </svg>
  );
}

/** The state of an image in a row. */
export function RowState({ condition }: { condition: ImageCondition }) {
  const t = useText("catalog");
  return (
    <span className={`state state-${condition}`} title={t(`stateMeanings.${condition}`)}>
      <svg className="icon" aria-hidden>
        <use href={`#row-${condition}`} />
      </svg>
      {t(`states.${condition}`)}
    </span>
  );
}
