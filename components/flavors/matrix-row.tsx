import { Archive, Info } from "lucide-react";
import { Breakable } from "#components/ui/breakable.tsx";
import { Monogram } from "#components/ui/monogram.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { Answer, TableRow } from "#lib/flavors/table/schema.ts";
import { useText } from "#lib/text.ts";
import { MatrixCells } from "./matrix-cells.tsx";
import { lookOf, rowAnswerId, type Look } from "./matrix-look.ts";

// Shorter names fit into their column in one line.
const longName = 28;

type Props = { row: TableRow; answers: Answer[]; words: Record<Look, string>; starts: number[] };

/**
 * One image with its answers. A cell is a button that opens its reason; the cells are no stops of the tab key, which would
 * have hundreds: the button beside the name tells the whole row, and arrow keys go through the cells.
 */
export function MatrixRow({ row: { image, cells, rowAnswer }, answers, words, starts }: Props) {
  const t = useText("flavors");
  const { name, distribution, isRetired } = image;
  return (
    <tr>
      <th scope="row">
        <span className="matrix-image">
          <Monogram letters={distribution.monogram} color={distribution.monogramColor} size={20} />
          <PageLink href={`/images/${name}`} className={isRetired ? "retired" : undefined}>
            {name.length > longName ? <Breakable text={name} /> : name}
          </PageLink>
          {isRetired && <Archive size={16} role="img" aria-label={t("retired")} className="shrink-0 text-soft" />}
          <button type="button" popoverTarget={rowAnswerId(rowAnswer)} className="matrix-why" aria-label={t("whyRow", { image: name })}>
            <Info size={16} aria-hidden />
          </button>
        </span>
      </th>
      <MatrixCells cells={cells} looks={cells.map((place) => lookOf(answers[place]))} words={words} starts={starts} />
    </tr>
  );
}
