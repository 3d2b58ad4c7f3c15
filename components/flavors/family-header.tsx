import { Breadcrumbs } from "#components/ui/breadcrumbs.tsx";
import { formatNumber } from "#components/ui/format.ts";
import type { FlavorFamily, FlavorSize } from "#lib/flavors/schema.ts";
import { useLocale, useText } from "#lib/text.ts";
import { CatalogText } from "#components/ui/catalog-text.tsx";

type Props = { family: FlavorFamily; flavor: string | null; size: FlavorSize | null; isListed: boolean };

/** What a family is; and under the name of one of its flavors, what is known of that. */
export function FamilyHeader({ family: { name, title, description }, flavor, size, isListed }: Props) {
  const t = useText("flavors");
  const locale = useLocale();
  const items = [{ title: t("toTable"), href: "/flavors" }];
  const facts = size && { vcpus: size.vcpus, ram: formatNumber(size.ramMib / 1024, locale, 1) };
  return (
    <>
      <Breadcrumbs items={flavor ? [...items, { title: name, href: `/flavors/${name}` }] : items} />
      <h1 className="mt-3 text-2xl font-semibold tracking-[-0.02em]">
        <span className="font-mono">{flavor ?? name}</span>
      </h1>
      <p className="mt-2 max-w-[60ch] text-lg text-soft">
        <CatalogText text={`${title}. ${description}`} />
      </p>
      {flavor && (
        <p className="mt-5 max-w-[72ch] border-l-2 border-accent pl-4">
          <span className="font-medium">{t("named", { flavor })}.</span> {facts ? t(isListed ? "namedListed" : "namedSize", facts) : t("namedUnknown")}
        </p>
      )}
    </>
  );
}
