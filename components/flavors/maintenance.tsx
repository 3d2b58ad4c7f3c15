import { Section } from "#components/ui/section.tsx";
import type { FlavorFamily } from "#lib/flavors/schema.ts";
import { useText } from "#lib/text.ts";

/** What live migration, or its absence, means for whoever runs a machine of the family. */
export function Maintenance({ family }: { family: FlavorFamily }) {
  const t = useText("flavors");
  return (
    <Section id="maintenance" title={t("maintenanceTitle")}>
      <p className="max-w-[72ch]">{t(wordsOf(family))}</p>
    </Section>
  );
}

function wordsOf({ liveMigration, hypervisor, srIov, localDisks, gpu, infiniband }: FlavorFamily) {
  if (liveMigration) return "migrates";
  if (hypervisor === "bare_metal") return "migratesNotMetal";
  return srIov || localDisks > 0 || gpu !== null || infiniband ? "migratesNot" : "migratesNotPlain";
}
