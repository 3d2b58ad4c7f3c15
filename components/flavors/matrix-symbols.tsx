import { Archive, Info } from "lucide-react";
import { MonogramSymbol, monogramId } from "#components/ui/monogram.tsx";
import type { TableImage } from "#lib/flavors/schema.ts";
import { signIds } from "./matrix-html.ts";

/** The address of the mark of an image's distribution. */
export const markIdOf = ({ distribution: { monogram, monogramColor } }: TableImage) => monogramId({ letters: monogram, color: monogramColor });

/** What the rows of the matrix draw, drawn once for all of them. */
export function MatrixSymbols({ images }: { images: TableImage[] }) {
  const marks = [...new Map(images.map((image) => [markIdOf(image), image.distribution])).entries()];
  return (
    <svg className="hidden">
      <symbol id={signIds.why} viewBox="0 0 24 24">
        <Info />
      </symbol>
      <symbol id={signIds.retired} viewBox="0 0 24 24">
        <Archive />
      </symbol>
      {marks.map(([id, { monogram, monogramColor }]) => (
        <MonogramSymbol key={id} letters={monogram} color={monogramColor} />
      ))}
    </svg>
  );
}
