import { Empty } from "#components/ui/empty.tsx";
import { formatDuration } from "#components/ui/format.ts";
import { PageLink } from "#components/ui/page-link.tsx";
import { SearchBox } from "#components/ui/search-box.tsx";
import { Section } from "#components/ui/section.tsx";
import type { BuildDetails, BuildView } from "#lib/builds/schema.ts";
import { useLocale, useText } from "#lib/text.ts";
import { CheckEvidence } from "./check-evidence.tsx";

const categories = ["access", "system", "network", "updates"] as const;

type Props = { address: string; build: BuildDetails; view: BuildView; hrefOf: (change: Partial<BuildView>) => string };

/** What was checked on the booted image, by category, with the command and its output; `hrefOf` leads to another choice of it. */
export function TestEvidence({ address, build: { testRun, testGroups }, view, hrefOf }: Props) {
  const t = useText("build");
  const locale = useLocale();
  if (!testRun) {
    return (
      <Section id="tests" title={t("tests.title")}>
        <p className="text-soft">{t("tests.notYet")}</p>
      </Section>
    );
  }
  const total = testRun.results.length;
  const notPassed = testRun.results.filter(({ verdict }) => verdict !== "passed").length;
  const boot = testRun.bootSeconds === null ? "" : ` ${t("tests.booted", { duration: formatDuration(testRun.bootSeconds * 1000, locale), how: testRun.accelerator })}`;
  const filters = [
    { tests: "all", title: t("tests.all", { count: total }) },
    { tests: "failed", title: t("tests.notPassed", { count: notPassed }) },
  ] as const;
  return (
    <Section
      id="tests"
      title={t("tests.title")}
      lead={`${t("tests.score", { passed: total - notPassed, total })}${boot}`}
      aside={
        <ul className="no-print flex gap-1 rounded-md bg-sunken p-1 text-sm">
          {filters.map(({ tests, title }) => (
            <li key={tests}>
              <PageLink
                href={hrefOf({ tests })}
                scroll={false}
                aria-current={view.tests === tests ? "true" : undefined}
                className={`block rounded-[4px] px-2.5 py-0.5 tabular-nums pointer-coarse:py-2.5 ${view.tests === tests ? "bg-surface font-medium text-ink outline outline-line" : "text-soft hover:text-ink"}`}
              >
                {title}
              </PageLink>
            </li>
          ))}
        </ul>
      }
    >
      <SearchBox action={`${address}#tests`} name="t" label={t("tests.search")} placeholder="ssh" submit={t("search")} value={view.t} hidden={view.tests === "failed" ? { tests: "failed" } : {}} />
      {testGroups.map(({ category, results }) => {
        const known = categories.find((one) => one === category);
        return (
          <div key={category} className="mt-6">
            <h3 className="mb-2 flex items-baseline justify-between gap-4 font-semibold">
              {known ? t(`tests.category.${known}`) : category}
              <span className="text-sm font-normal text-soft tabular-nums">{t("tests.groupScore", { passed: results.filter(({ verdict }) => verdict === "passed").length, total: results.length })}</span>
            </h3>
            <ul className="border-t border-line">
              {results.map((result) => (
                <CheckEvidence key={result.checkId} result={result} isOpen={result.verdict === "failed" || result.checkId === view.check} />
              ))}
            </ul>
          </div>
        );
      })}
      {testGroups.length === 0 && (
        <div className="mt-6">
          <Empty title={t(total === 0 ? "tests.noneReported" : view.t ? "tests.noneFit" : "tests.everyPassed")} />
        </div>
      )}
    </Section>
  );
}
