import { useText } from "#lib/text.ts";

/** Stands above every page of a portal whose catalog is made up. */
export function DemoBanner() {
  const t = useText("site");
  return (
    <aside aria-label={t("demoLabel")} className="border-b border-attention bg-attention-wash px-4 py-1.5 text-center text-sm font-medium text-attention">
      {t("demo")}
    </aside>
  );
}
