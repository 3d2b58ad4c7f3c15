import { Breakable } from "#components/ui/breakable.tsx";
import { SoftLink } from "#components/ui/soft-link.tsx";
import { cell, row, Table } from "#components/ui/table.tsx";
import type { Capability } from "#lib/flavors/schema.ts";
import { useText } from "#lib/text.ts";
import { CatalogText } from "#components/ui/catalog-text.tsx";

/** Capabilities with number, key, Glance property and meaning; `demandedBy` are the families that want each, when asked for. */
export function CapabilityTable({ capabilities, caption, demandedBy }: { capabilities: Capability[]; caption: string; demandedBy?: Record<string, string[]> }) {
  const t = useText("flavors");
  const columns = [{ title: t("bit"), className: "w-12 text-right" }, { title: t("capability") }, { title: t("property") }, { title: t("meaning") }];
  return (
    <Table caption={caption} columns={demandedBy ? [...columns, { title: t("demandedBy") }] : columns} folds>
      {capabilities.map(({ bit, key, title, description, glanceProperty, glanceValue }) => (
        <tr key={key} className={row}>
          <td data-label={t("bit")} className={`${cell} text-right`} title={t("bitTitle", { bit: String(bit), value: String(2 ** bit) })}>
            {bit}
          </td>
          <th scope="row" className={`${cell} py-1.5 text-left font-normal`}>
            <span className="block font-medium">
              <CatalogText text={title} />
            </span>
            <span className="block font-mono text-sm whitespace-nowrap text-soft">{key}</span>
          </th>
          <td className={`${cell} font-mono text-sm lg:min-w-64 print:min-w-0`}>
            <Breakable text={`${glanceProperty}=${glanceValue}`} />
          </td>
          <td className={`whole ${cell} min-w-[12rem] py-1.5 text-sm print:min-w-0`}>
            <CatalogText text={description} />
          </td>
          {demandedBy && (
            <td data-label={t("demandedBy")} className={`whole ${cell} min-w-[7rem] py-1.5 font-mono text-sm`}>
              <Families names={demandedBy[key] ?? []} />
            </td>
          )}
        </tr>
      ))}
    </Table>
  );
}

function Families({ names }: { names: string[] }) {
  const t = useText("flavors");
  if (names.length === 0) return <span className="font-sans text-soft">{t("nobody")}</span>;
  // All whole servers demand the same: naming each would fill the page.
  const physical = names.filter((name) => name.startsWith("physical."));
  const shown = physical.length > 3 ? names.filter((name) => !name.startsWith("physical.")) : names;
  return (
    <span className="flex flex-wrap gap-x-2">
      {shown.map((name) => (
        // Large enough for a finger: 24 px each way (WCAG 2.2, 2.5.8).
        <SoftLink key={name} href={`/flavors/${name}`} className="link inline-flex min-h-6 min-w-6 items-center">
          {name}
        </SoftLink>
      ))}
      {physical.length > 3 && <span className="leading-6">physical.*</span>}
    </span>
  );
}
