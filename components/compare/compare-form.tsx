import { ArrowRight } from "lucide-react";
import { button } from "#components/ui/button.ts";
import type { Choice } from "#lib/compare/schema.ts";
import { localizeHref } from "#lib/locales.ts";
import { useLocale, useText } from "#lib/text.ts";

/** Chooses two builds of an image; a plain form, which the server answers with the address of their comparison. */
export function CompareForm({ image, choices, before, after }: { image: string; choices: Choice[]; before: string; after: string }) {
  const t = useText("compare");
  const locale = useLocale();
  const select = (name: "from" | "to", chosen: string) => (
    <label className="min-w-0 flex-1 basis-48">
      <span className="mb-1 block text-sm text-soft">{t(name)}</span>
      <select name={name} defaultValue={chosen} className="h-11 w-full rounded-md border border-line-strong bg-surface px-3 font-mono text-base text-ink">
        {/* A build without a list of packages is compared only by its address; it stays chosen all the same. */}
        {!choices.some(({ version }) => version === chosen) && <option value={chosen}>{chosen}</option>}
        {choices.map(({ version, channel, isRevoked }) => (
          <option key={version} value={version}>
            {version}
            {isRevoked ? ` · ${t("revoked")}` : channel ? ` · ${channel}` : ""}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <form action={localizeHref(`/images/${image}/compare`, locale)} method="get" className="no-print mt-6 flex max-w-[44rem] flex-wrap items-end gap-3">
      {select("from", before)}
      <ArrowRight size={20} aria-hidden className="mb-3 hidden text-soft sm:block" />
      {select("to", after)}
      <button type="submit" className={button.secondary}>
        {t("submit")}
      </button>
    </form>
  );
}
