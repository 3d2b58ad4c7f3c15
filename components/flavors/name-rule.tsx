import type { NameParts } from "#lib/flavors/schema.ts";
import { useText } from "#lib/text.ts";

/** The rule of the flavor names, read on one of them. */
export function NameRule({ parts: { isPhysical, letter, generation, variant, size, vcpus, gibPerVcpu } }: { parts: NameParts }) {
  const t = useText("flavors");
  const steps = [
    isPhysical && { text: "physical.", meaning: t("nameMetal") },
    { text: letter, meaning: t("nameLetter") },
    { text: generation, meaning: t("nameGeneration", { generation }) },
    variant !== "" && { text: variant, meaning: t("nameVariant") },
    size !== null && { text: `.${size}`, meaning: vcpus === null ? t("nameSizeListed") : t("nameSize", { vcpus }) },
    gibPerVcpu !== null && { text: `.${gibPerVcpu}`, meaning: t("nameRatio", { ratio: String(gibPerVcpu) }) },
  ].filter((step) => step !== false);
  return (
    <>
      <dl className="flex flex-wrap gap-y-3">
        {steps.map(({ text, meaning }, at) => (
          <div key={`${text} ${at}`} className="flex max-w-[12rem] flex-col border-l border-line-strong py-1 pr-6 pl-3">
            <dt className="font-mono text-xl font-medium">{text}</dt>
            <dd className="text-sm text-soft">{meaning}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 max-w-[72ch] text-sm text-soft">{t("nameSizes")}</p>
    </>
  );
}
