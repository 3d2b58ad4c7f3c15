import { useLocale, useText } from "#lib/text.ts";
import { LanguageLeaf } from "./language-leaf.tsx";

/** Leads to the same page in the other language. */
export function LanguageLink({ className }: { className: string }) {
  const t = useText("site");
  const other = useLocale() === "en" ? "de" : "en";
  return <LanguageLeaf locale={other} label={t("otherLanguageLabel")} text={t("otherLanguage")} className={className} />;
}
