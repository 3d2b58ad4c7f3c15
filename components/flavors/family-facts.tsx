import { DefinitionList } from "#components/ui/definition-list.tsx";
import type { FlavorFamily } from "#lib/flavors/schema.ts";
import { useText } from "#lib/text.ts";
import { CatalogText } from "#components/ui/catalog-text.tsx";

/** What hardware a family is. */
export function FamilyFacts({ family: { hypervisor, architecture, firmware, liveMigration, srIov, localDisks, gpu, infiniband } }: { family: FlavorFamily }) {
  const t = useText("flavors");
  return (
    <DefinitionList
      items={[
        { term: t("hypervisor"), value: t(`hypervisors.${hypervisor}`) },
        { term: t("architecture"), value: architecture },
        { term: t("firmware"), value: firmware ? { bios: "BIOS", uefi: "UEFI" }[firmware] : t("firmwareAny") },
        { term: t("liveMigration"), value: liveMigration ? t("has") : t("hasNot") },
        { term: t("srIov"), value: srIov ? t("srIovYes") : t("hasNot") },
        { term: t("localDisks"), value: localDisks > 0 ? t("localDisksSome", { count: localDisks }) : t("none") },
        { term: t("gpu"), value: gpu ? <CatalogText text={gpu} /> : t("none") },
        { term: t("infiniband"), value: infiniband ? t("has") : t("hasNot") },
      ]}
    />
  );
}
