import { Empty } from "#components/ui/empty.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { Section } from "#components/ui/section.tsx";
import type { BuildDetails } from "#lib/builds/schema.ts";
import { useText } from "#lib/text.ts";
import { LiveLog } from "./live-log.tsx";

/** The log of a build: so far and onwards while it runs, or its end. */
export function LogPane({ build, isLive, allHref }: { build: BuildDetails; isLive: boolean; allHref: string }) {
  const t = useText("build");
  const { image, version, log, files, publishedAt, expiredAt } = build;
  const words = { label: t("log.label"), toEnd: t("log.toEnd"), waiting: t("log.waiting"), live: t("log.connected"), interrupted: t("log.interrupted"), ended: t("log.ended") };
  const file = publishedAt && !expiredAt ? files.find(({ kind }) => kind === "log") : undefined;
  return (
    <Section
      id="log"
      title={t(isLive ? "log.live" : "log.title")}
      aside={
        file && (
          <a href={`/download/${image}/${version}/${file.fileName}`} className="link">
            {t("log.download", { file: file.fileName })}
          </a>
        )
      }
    >
      {log.text || isLive ? (
        <>
          {log.isCut && (
            <p className="mb-2 text-sm text-soft">
              {t("log.isEnd")}{" "}
              <PageLink href={allHref} scroll={false} className="link">
                {t("log.showAll")}
              </PageLink>
            </p>
          )}
          <LiveLog text={log.text} stream={isLive ? `/api/v1/images/${image}/builds/${version}/log/stream?after=${log.afterSequence}` : null} words={words} />
        </>
      ) : (
        <Empty title={t(file ? "log.inFiles" : "log.none")}>{!file && <p>{t("log.nothingWritten")}</p>}</Empty>
      )}
    </Section>
  );
}
