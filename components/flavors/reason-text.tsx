import { useText } from "#lib/text.ts";
import type { Reason } from "#lib/flavors/schema.ts";
import { CatalogText } from "#components/ui/catalog-text.tsx";

const firmwareNames = { bios: "BIOS", uefi: "UEFI" } as const;

/** A reason as one sentence in the language of the page. */
export function ReasonText({ reason }: { reason: Reason }) {
  const t = useText("flavors");
  const tag = (text: string) => () => <CatalogText text={text} />;
  switch (reason.code) {
    case "missing-capability":
      return t.rich("reason.missing-capability", { title: tag(reason.title) });
    case "architecture":
      return t("reason.architecture", { needed: reason.needed, offered: reason.offered });
    case "firmware":
      return t("reason.firmware", { needed: firmwareNames[reason.needed], offered: firmwareNames[reason.offered] });
    case "disk":
      return t("reason.disk", { needed: String(reason.neededGib), offered: String(reason.offeredGib) });
    case "ram":
      return t("reason.ram", { needed: String(reason.neededMib), offered: String(reason.offeredMib) });
    case "coexistence":
      return t.rich("reason.coexistence", { first: tag(reason.titles[0]), second: tag(reason.titles[1]), why: tag(reason.why) });
  }
}

/** Reasons one under the other. */
export function ReasonList({ reasons }: { reasons: Reason[] }) {
  return (
    <ul>
      {reasons.map((reason) => (
        <li key={JSON.stringify(reason)}>
          <ReasonText reason={reason} />
        </li>
      ))}
    </ul>
  );
}
