"use client";

import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import type { TrustedKey } from "#lib/keys/schema.ts";
import type { Locale } from "#lib/locales.ts";
import type { Way } from "#lib/signing/verify/verdict.ts";
import { DropZone } from "./drop-zone.tsx";
import { LinkForm } from "./link-form.tsx";
import { prepareFigures, ProgressLine } from "./progress-line.tsx";
import { useJobs } from "./use-jobs.ts";
import { VerdictCard } from "./verdict-card.tsx";
import { WayChooser } from "./way-chooser.tsx";
import type { Words } from "./words.ts";

const nothingToWatch = () => () => {};

type Props = { keys: TrustedKey[]; words: Words; locale: Locale; /** False on a saved page, which asks nobody. */ hasPortal?: boolean };

/** Takes files or a link and checks them in workers. Nothing of it is in the HTML of the server: there it could not work. */
export function Verifier({ keys, words, locale, hasPortal = true }: Props) {
  const isHere = useSyncExternalStore(nothingToWatch, () => true, () => false);
  const [way, setWay] = useState<Way>("pieces");
  const { jobs, beginFiles, beginLink } = useJobs({ portalKeys: keys, way, hasPortal });
  const results = useRef<HTMLDivElement>(null);
  const newest = jobs[0]?.id;
  // On a phone the newest check begins below the window: what comes of it should be seen.
  useEffect(() => {
    if (newest !== undefined && results.current && results.current.getBoundingClientRect().top > innerHeight * 0.6) results.current.scrollIntoView({ block: "center" });
  }, [newest]);
  useEffect(() => {
    const later = setTimeout(() => prepareFigures(words, locale), 500);
    return () => clearTimeout(later);
  }, [words, locale]);
  if (!isHere) return null;
  return (
    <>
      <DropZone words={words} onFiles={(files) => void beginFiles(files)} />
      <WayChooser words={words} way={way} onWay={setWay} />
      {hasPortal && <LinkForm words={words} onLink={beginLink} />}
      <div ref={results} className="mt-8 space-y-8 empty:hidden">
        {jobs.map((job) => (
          <div key={job.id}>
            {!job.verdict && <ProgressLine job={job} words={words} locale={locale} />}
            <VerdictCard job={job} words={words} locale={locale} />
          </div>
        ))}
      </div>
    </>
  );
}
