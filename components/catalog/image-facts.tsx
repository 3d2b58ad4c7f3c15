import { DefinitionList } from "#components/ui/definition-list.tsx";
import { Day, When } from "#components/ui/when.tsx";
import type { ImageDetails } from "#lib/catalog/schema.ts";
import { useText } from "#lib/text.ts";

const firmwareNames = { bios: "BIOS", uefi: "UEFI" };
const otherNames = { x86_64: "amd64", aarch64: "arm64" };

/** What an image needs and how one logs in. */
export function ImageFacts({ image, wide }: { image: ImageDetails; wide: boolean }) {
  const t = useText("image");
  const { distribution, loginUser, minDiskGib, minRamMib, architecture, firmware, category, refreshDays, retentionDays, condition } = image;
  const { endOfLifeOn, releasedOn } = distribution;
  return (
    <DefinitionList
      wide={wide}
      items={[
        { term: t("facts.loginUser"), value: <code className="font-mono">{loginUser}</code> },
        { term: t("facts.disk"), value: `${minDiskGib} GiB` },
        { term: t("facts.memory"), value: minRamMib % 1024 === 0 ? `${minRamMib / 1024} GiB` : `${minRamMib} MiB` },
        { term: t("facts.architecture"), value: `${architecture} (${otherNames[architecture]})` },
        { term: t("facts.firmware"), value: firmwareNames[firmware] },
        { term: t("facts.distribution"), value: `${distribution.name}${distribution.codename ? ` (${distribution.codename})` : ""}` },
        ...(releasedOn ? [{ term: t("facts.released"), value: <Day at={releasedOn} /> }] : []),
        {
          term: t("facts.endOfLife"),
          value: endOfLifeOn ? (
            <>
              <Day at={endOfLifeOn} />, <When at={endOfLifeOn} />
            </>
          ) : (
            t("facts.notAnnounced")
          ),
        },
        { term: t("facts.category"), value: t(`facts.categories.${category}`) },
        ...(condition === "retired" ? [] : [{ term: t("facts.refresh"), value: t("facts.everyDays", { days: refreshDays }) }]),
        { term: t("facts.retention"), value: t("facts.forDays", { days: retentionDays }) },
      ]}
    />
  );
}
