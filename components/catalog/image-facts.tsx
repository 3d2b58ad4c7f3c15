import { DefinitionList } from "#components/ui/definition-list.tsx";
import { Day, When } from "#components/ui/when.tsx";
import type { ImageDetails } from "#lib/catalog/schema.ts";

const firmwareNames = { bios: "BIOS", uefi: "UEFI" };
const otherNames = { x86_64: "amd64", aarch64: "arm64" };
const categories = {
  Standard: "Standard, free of charge",
  Enterprise: "Enterprise, with a subscription",
  Community: "Community",
  Vendor: "Vendor, built by the distributor",
  Beta: "Beta, a preview",
};

/** What an image needs and how one logs in. */
export function ImageFacts({ image }: { image: ImageDetails }) {
  const { distribution, loginUser, minDiskGib, minRamMib, architecture, firmware, category, retentionDays } = image;
  return (
    <DefinitionList
      items={[
        { term: "Login user", value: <code className="font-mono">{loginUser}</code> },
        { term: "Disk, at least", value: `${minDiskGib} GiB` },
        { term: "Memory, at least", value: minRamMib % 1024 === 0 ? `${minRamMib / 1024} GiB` : `${minRamMib} MiB` },
        { term: "Architecture", value: `${architecture} (${otherNames[architecture]})` },
        { term: "Firmware", value: firmwareNames[firmware] },
        { term: "Distribution", value: `${distribution.name}${distribution.codename ? ` (${distribution.codename})` : ""}` },
        {
          term: "End of life",
          value: distribution.endOfLifeOn ? (
            <>
              <Day at={distribution.endOfLifeOn} />, <When at={distribution.endOfLifeOn} />
            </>
          ) : (
            "not announced"
          ),
        },
        { term: "Category", value: categories[category] },
        { term: "Builds are kept", value: `for ${retentionDays} days` },
      ]}
    />
  );
}
