import { CopyButton } from "#components/ui/copy-button.tsx";
import { Section } from "#components/ui/section.tsx";
import { cell, row, Table } from "#components/ui/table.tsx";
import type { Place } from "#lib/registrations/places/schema.ts";
import { useText } from "#lib/text.ts";

/** What a build is called in each cloud, and the id that it keeps there. */
export function PlaceList({ places }: { places: Place[] }) {
  const t = useText("build");
  return (
    <Section id="clouds" title={t("clouds.title")} lead={t("clouds.lead")}>
      <Table caption={t("clouds.table")} columns={[{ title: t("clouds.cloud") }, { title: t("clouds.name") }, { title: t("clouds.id") }]}>
        {places.map(({ cloud, name, glanceId, isHidden }) => (
          <tr key={`${cloud} ${glanceId}`} className={row}>
            <th scope="row" className={`${cell} font-normal`}>
              {cloud}
            </th>
            <td className={cell}>
              <span className="font-mono whitespace-nowrap">{name}</span>
              {isHidden && <span className="text-sm whitespace-nowrap text-soft"> {t("clouds.hidden")}</span>}
            </td>
            <td className={`${cell} whitespace-nowrap`}>
              <span className="inline-flex items-center gap-1">
                <span className="font-mono text-sm">{glanceId}</span>
                <CopyButton text={glanceId} label={t("clouds.copy", { name })} />
              </span>
            </td>
          </tr>
        ))}
      </Table>
    </Section>
  );
}
