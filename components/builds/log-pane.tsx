import { Empty } from "#components/ui/empty.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { Section } from "#components/ui/section.tsx";
import type { BuildDetails } from "#lib/builds/schema.ts";
import { LiveLog } from "./live-log.tsx";

/** The log of a build: so far and onwards while it runs, or its end. */
export function LogPane({ build, isLive, allHref }: { build: BuildDetails; isLive: boolean; allHref: string }) {
  const { image, version, log, files, publishedAt, expiredAt } = build;
  const file = publishedAt && !expiredAt ? files.find(({ kind }) => kind === "log") : undefined;
  return (
    <Section
      id="log"
      title={isLive ? "Live log" : "Log"}
      aside={
        file && (
          <a href={`/download/${image}/${version}/${file.fileName}`} className="link">
            Download {file.fileName}
          </a>
        )
      }
    >
      {log.text || isLive ? (
        <>
          {log.isCut && (
            <p className="mb-2 text-sm text-soft">
              This is the end of the log.{" "}
              <PageLink href={allHref} scroll={false} className="link">
                Show the whole log here
              </PageLink>
            </p>
          )}
          <LiveLog text={log.text} stream={isLive ? `/api/v1/images/${image}/builds/${version}/log/stream?after=${log.afterSequence}` : null} />
        </>
      ) : (
        <Empty title={file ? "The log is in the files" : "There is no log"}>{!file && <p>The build ended before anything was written.</p>}</Empty>
      )}
    </Section>
  );
}
