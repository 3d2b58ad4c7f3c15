import { Breakable } from "#components/ui/breakable.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { Section } from "#components/ui/section.tsx";
import type { BuildDetails } from "#lib/builds/schema.ts";
import { useText, type Text } from "#lib/text.ts";
import { LiveLog } from "./log/live-log.tsx";
import type { LogWords } from "./log/words.ts";

/** The log of a build: so far and onwards while it runs, or as it ended. */
export function LogPane({ build, isLive }: { build: BuildDetails; isLive: boolean }) {
  const t = useText("build");
  const { image, version, log, files, publishedAt, expiredAt } = build;
  const address = `/api/v1/images/${image}/builds/${version}/log`;
  const file = publishedAt && !expiredAt ? files.find(({ kind }) => kind === "log") : undefined;
  const hasText = log.text !== "" || isLive;
  return (
    <Section
      id="log"
      title={t(isLive ? "log.live" : "log.title")}
      aside={
        <span className="flex flex-wrap gap-x-6 gap-y-1">
          {hasText && (
            <a href={address} className="link touch">
              {t("log.asText")}
            </a>
          )}
          {(file || hasText) && (
            <a href={file ? `/download/${image}/${version}/${file.fileName}` : `${address}?download`} className="link touch">
              <Breakable text={t("log.download", { file: file?.fileName ?? `${image}-${version}.log` })} />
            </a>
          )}
        </span>
      }
    >
      {hasText ? (
        <>
          <noscript>
            {log.isCut && (
              <p className="mb-2 text-sm text-soft">
                {t("log.isEnd")}{" "}
                <a href={address} className="link touch">
                  {t("log.showAll")}
                </a>
              </p>
            )}
          </noscript>
          <LiveLog start={log} stream={isLive ? `${address}/stream?after=${log.afterSequence}` : null} whole={`${address}?colors=keep&until=${log.afterSequence}`} words={wordsOf(t)} />
        </>
      ) : (
        <Empty title={t(file ? "log.inFiles" : "log.none")}>{!file && <p>{t("log.nothingWritten")}</p>}</Empty>
      )}
    </Section>
  );
}

function wordsOf(t: Text<"build">): LogWords {
  return {
    label: t("log.label"), toEnd: t("log.toEnd"), waiting: t("log.waiting"), live: t("log.connected"), interrupted: t("log.interrupted"), ended: t("log.ended"),
    search: t("log.search"), previous: t("log.previous"), next: t("log.next"), searching: t("log.searching"), notFound: t("log.notFound"),
    // The numbers are put in by the browser.
    found: t("log.found", { at: "{at}", count: "{count}" }),
    wrap: t("log.wrap"), stages: t("log.stages"), fetching: t("log.fetching"), fetchFailed: t("log.fetchFailed"), again: t("log.again"),
    marker: {
      building: t("stage.building"), testing: t("stage.testing"), signing: t("stage.signing"), publishing: t("stage.publishing"),
      failed: t("status.failed"), cancelled: t("status.cancelled"),
    },
  };
}
