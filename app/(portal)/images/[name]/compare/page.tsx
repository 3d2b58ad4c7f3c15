import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { Breadcrumbs } from "#components/ui/breadcrumbs.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { listChoices } from "#lib/compare/data.ts";
import { defaultPair } from "#lib/compare/rules.ts";
import { choiceSchema } from "#lib/compare/schema.ts";
import { localizeHref } from "#lib/locales.ts";
import { getLocale, getText } from "#lib/text.ts";

type Props = PageProps<"/images/[name]/compare">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ name }, t] = await Promise.all([params, getText("compare")]);
  return { title: `${t("title")} · ${name}` };
}

/** Leads to the comparison that was chosen, else to that of `prev` with `latest`. */
export default async function ComparePage({ params, searchParams }: Props) {
  const { name } = await params;
  const { from, to } = choiceSchema.parse(await searchParams);
  const [choices, t, locale] = await Promise.all([listChoices(name), getText("compare"), getLocale()]);
  if (!choices) notFound();
  const usual = defaultPair(choices);
  const before = from ?? usual?.before;
  const after = to ?? usual?.after;
  if (before && after) redirect(localizeHref(`/images/${name}/compare/${before}...${after}`, locale));
  return (
    <>
      <Breadcrumbs items={[{ title: t("images"), href: "/images" }, { title: name, href: `/images/${name}` }]} />
      <h1 className="mt-3 mb-6 text-2xl font-semibold tracking-[-0.02em]">{t("title")}</h1>
      <Empty title={t("nothing")}>
        <p>{t("nothingAdvice")}</p>
      </Empty>
    </>
  );
}
