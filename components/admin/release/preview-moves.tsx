import { ArrowRight } from "lucide-react";
import { Breakable } from "#components/ui/breakable.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { Section } from "#components/ui/section.tsx";
import { cell, row, Table } from "#components/ui/table.tsx";
import type { Preview } from "#lib/channels/preview/schema.ts";
import type { Shown } from "#lib/registrations/renames/schema.ts";
import { PlaceChip } from "./place-chip.tsx";

const head = `${cell} font-normal font-mono whitespace-nowrap`;

/** Which builds change their place, and which addresses lead elsewhere afterwards. */
export function PreviewMoves({ preview: { image, moves, addresses } }: { preview: Preview }) {
  return (
    <Section id="channels" title="Channels" lead="Addresses of versions never move: who downloads by version is not concerned. Every page, feed and answer of the API that shows a channel is made anew at once.">
      <Table caption="Builds that change their place" columns={[{ title: "Build" }, { title: "Is" }, { title: "Will be" }]}>
        {moves.map(({ version, before, after }) => (
          <tr key={version} className={row}>
            <th scope="row" className={head}>
              <PageLink href={`/images/${image}/${version}`} className="link">
                {version}
              </PageLink>
            </th>
            <td className={cell}>
              <PlaceChip place={before} />
            </td>
            <td className={cell}>
              <PlaceChip place={after} />
            </td>
          </tr>
        ))}
      </Table>
      {addresses.length > 0 && (
        <div className="mt-6">
          <Table folds caption="Addresses that lead elsewhere" columns={[{ title: "Address" }, { title: "Leads to" }, { title: "Will lead to" }]}>
            {addresses.map(({ address, before, after }) => (
              <tr key={address} className={row}>
                <th scope="row" className={head}>
                  <Breakable text={address} />
                </th>
                <td data-label="Leads to" className={`${cell} font-mono whitespace-nowrap`}>{before ?? "nothing"}</td>
                <td data-label="Will lead to" className={`${cell} font-mono whitespace-nowrap`}>{after ?? "nothing: it says that there is none"}</td>
              </tr>
            ))}
          </Table>
        </div>
      )}
    </Section>
  );
}

/** What the clouds will show otherwise: ids stay, names move. */
export function PreviewNames({ renames }: Pick<Preview, "renames">) {
  if (renames.length === 0) return null;
  return (
    <Section id="clouds" title="Names in the clouds" lead="Ids never change. The new latest gets its name first, the old one loses it with the very next call.">
      <Table folds caption="Images that are renamed, shown or hidden" columns={[{ title: "Cloud" }, { title: "Is called" }, { title: "Will be called" }]}>
        {renames.map(({ cloud, glanceId, before, after }) => (
          <tr key={`${cloud} ${before.name} ${after.name}`} className={row}>
            <th scope="row" className={`${cell} font-normal whitespace-nowrap`}>
              {cloud}
            </th>
            <td data-label="Is called" className={`${cell} py-1.5`}>
              <ShownName shown={before} />
              <span className="block font-mono text-sm whitespace-nowrap text-soft">{glanceId ?? "not registered yet"}</span>
            </td>
            <td data-label="Will be called" className={cell}>
              <span className="inline-flex items-center gap-2">
                <ArrowRight size={16} aria-hidden className="shrink-0 text-soft" />
                <ShownName shown={after} />
              </span>
            </td>
          </tr>
        ))}
      </Table>
    </Section>
  );
}

function ShownName({ shown: { name, isHidden } }: { shown: Shown }) {
  return (
    <span className="whitespace-nowrap">
      <span className="font-mono">
        <Breakable text={name} />
      </span>
      {isHidden && <span className="text-soft"> (hidden)</span>}
    </span>
  );
}
