import { ways, type Way } from "#lib/signing/verify/verdict.ts";
import type { Words } from "./words.ts";

/** Which of the two ways to take; both end in a signature. */
export function WayChooser({ words, way, onWay }: { words: Words; way: Way; onWay: (way: Way) => void }) {
  const texts = { pieces: [words.wayPieces, words.wayPiecesHint], stream: [words.wayStream, words.wayStreamHint] } as const;
  return (
    <fieldset className="mt-6">
      <legend className="font-medium">{words.way}</legend>
      <div className="mt-2 grid gap-x-8 gap-y-2 md:grid-cols-2">
        {ways.map((one) => (
          <label key={one} className="flex cursor-pointer items-start gap-2.5">
            <input type="radio" name="way" value={one} checked={way === one} onChange={() => onWay(one)} className="mt-1 size-4 shrink-0 accent-accent" />
            <span>
              {texts[one][0]} <span className="block text-sm text-soft">{texts[one][1]}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
