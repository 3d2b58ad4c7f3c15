import { formatDuration } from "#components/ui/format.ts";
import { PageLink } from "#components/ui/page-link.tsx";
import { Section } from "#components/ui/section.tsx";
import type { LatestTest } from "#lib/catalog/image/schema.ts";
import { useLocale, useText } from "#lib/text.ts";

type Props = { image: string; version: string; prevVersion: string | null; tests: LatestTest[]; packageCount: number };

/** The tests and packages of the build in `latest` in figures, with the ways to all of them. */
export function ContentSummary({ image, version, prevVersion, tests, packageCount }: Props) {
  const t = useText("image");
  const locale = useLocale();
  const [first] = tests;
  const passed = tests.filter(({ verdict }) => verdict === "passed").length;
  const address = `/images/${image}/${version}`;
  const booted = first?.bootSeconds ? t("content.booted", { duration: formatDuration(first.bootSeconds * 1000, locale), how: first.accelerator }) : null;
  const parts = [
    { figure: t("content.testsFigure", { passed, total: tests.length }), text: booted ?? t("content.tests"), href: `${address}#tests`, link: t("content.evidence") },
    { figure: t("content.packagesFigure", { count: packageCount }), text: t("content.packages"), href: `${address}#packages`, link: t("content.packageList") },
    prevVersion
      ? { figure: t("content.changes"), text: t("content.since", { version: prevVersion }), href: `/images/${image}/compare/${prevVersion}...${version}`, link: t("content.compare") }
      : { figure: t("content.origin"), text: t("content.originText"), href: `${address}#provenance`, link: t("content.provenance") },
  ];
  return (
    <Section id="content" title={t("content.title")} lead={t("content.lead", { version })}>
      <ul className="grid gap-px overflow-hidden rounded-md border border-line bg-line md:grid-cols-3">
        {parts.map(({ figure, text, href, link }) => (
          <li key={href} className="bg-surface p-5">
            <p className="text-lg font-semibold tabular-nums">{figure}</p>
            <p className="mt-1 text-sm text-soft">{text}</p>
            <PageLink href={href} className="link touch mt-2 inline-block">
              {link}
            </PageLink>
          </li>
        ))}
      </ul>
    </Section>
  );
}
