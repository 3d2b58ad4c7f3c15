import { Equal } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { CompareForm } from "#components/compare/compare-form.tsx";
import { OriginChanges, TestChanges } from "#components/compare/other-changes.tsx";
import { Overview } from "#components/compare/overview.tsx";
import { PackageChanges } from "#components/compare/package-changes.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { Breadcrumbs } from "#components/ui/breadcrumbs.tsx";
import { tag } from "#components/ui/tag.ts";
import { compareBuilds, listChoices } from "#lib/compare/data.ts";
import { pairSchema } from "#lib/compare/schema.ts";
import { getText } from "#lib/text.ts";

type Props = PageProps<"/images/[name]/compare/[pair]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { name, pair } = await params;
  return { title: `${name} ${pair}` };
}

export default async function PairPage({ params }: Props) {
  const { name, pair } = await params;
  const versions = pairSchema.safeParse(pair);
  if (!versions.success) notFound();
  const [comparison, choices, t] = await Promise.all([compareBuilds(name, versions.data), listChoices(name), getText("compare")]);
  if (!comparison || !choices) notFound();
  const { before, after } = versions.data;
  const api = `/api/v1/images/${name}/compare/${before}...${after}`;
  return (
    <>
      <Breadcrumbs items={[{ title: t("images"), href: "/images" }, { title: name, href: `/images/${name}` }]} />
      <h1 className="mt-3 text-2xl font-semibold tracking-[-0.02em]">{t("heading")}</h1>
      <p className="mt-2 text-lg text-soft">
        {t.rich("span", { before: tag(<span className="font-mono whitespace-nowrap text-ink">{before}</span>), after: tag(<span className="font-mono whitespace-nowrap text-ink">{after}</span>) })}
      </p>
      <CompareForm image={name} choices={choices} before={before} after={after} />
      {comparison.isIdentical && (
        <Banner tone="quiet" icon={Equal} title={t("identical")}>
          <p>{t(before === after ? "identicalOne" : comparison.hasSameBytes ? "identicalBytes" : "identicalContent")}</p>
        </Banner>
      )}
      <Overview comparison={comparison} />
      <PackageChanges changes={comparison.packages} />
      <TestChanges tests={comparison.tests} />
      <OriginChanges origin={comparison.origin} />
      <p className="no-print mt-12 text-sm text-soft">
        <a href={api} className="link">
          {t("asJson")}
        </a>
      </p>
    </>
  );
}
