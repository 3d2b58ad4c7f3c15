import { ImageLink } from "#components/admin/image-link.tsx";
import { Bytes } from "#components/ui/bytes.tsx";
import { cell, None, row, Table } from "#components/ui/table.tsx";
import { Day, When } from "#components/ui/when.tsx";
import type { ExpiringBuild, HeldBuild, ImageSpace } from "#lib/retention/schema.ts";
import { ActionForm, type Action } from "../action-form.tsx";
import { Confirm } from "../confirm.tsx";

const reasonField = { name: "reason", label: "Why?", required: true, maxLength: 500 };

function BuildHead({ image, version }: { image: string; version: string }) {
  return (
    <th scope="row" className={`${cell} font-normal`}>
      <ImageLink href={`/images/${image}/${version}`} image={image} version={version} />
    </th>
  );
}

/** The builds whose files go, soonest first. Who may, can hold them; `hold` is null for everybody else. */
export function ExpiringTable({ caption, builds, hold }: { caption: string; builds: ExpiringBuild[]; hold: Action | null }) {
  return (
    <Table folds="line" caption={caption} columns={["Build", "Goes", "Frees", ...(hold ? ["Hold"] : [])].map((title) => ({ title }))}>
      {builds.map(({ buildId, image, version, expiresAt, sizeBytes }) => (
        <tr key={buildId} className={row}>
          <BuildHead image={image} version={version} />
          <td data-label="Goes" className={cell}>
            <Day at={expiresAt} />
          </td>
          <td data-label="Frees" className={cell}>
            <Bytes value={sizeBytes} />
          </td>
          {hold && (
            <td className={`${cell} py-1`}>
              <Confirm title="Hold …">
                <ActionForm action={hold} submit={`Hold ${image} ${version}`} hidden={{ buildId }} fields={[reasonField]} />
              </Confirm>
            </td>
          )}
        </tr>
      ))}
    </Table>
  );
}

/** The builds that are kept beyond their time. */
export function HeldTable({ builds, release }: { builds: HeldBuild[]; release: Action | null }) {
  return (
    <Table folds="line" caption="Held builds" columns={["Build", "Why", "By", "Since", "Would go", ...(release ? ["Release"] : [])].map((title) => ({ title }))}>
      {builds.map(({ buildId, image, version, reason, heldBy, heldAt, expiresAt }) => (
        <tr key={buildId} className={row}>
          <BuildHead image={image} version={version} />
          <td className={`${cell} whole min-w-48 wrap-anywhere`}>{reason ?? "no reason was given"}</td>
          <td data-label="By" className={cell}>{heldBy ?? "unknown"}</td>
          <td data-label="Since" className={cell}>{heldAt ? <When at={heldAt} /> : "unknown"}</td>
          <td data-label="Would go" className={cell}>
            <Day at={expiresAt} />
          </td>
          {release && (
            <td className={`${cell} py-1`}>
              <Confirm title="Release …">
                <ActionForm action={release} submit={`Release ${image} ${version}`} hidden={{ buildId }} fields={[reasonField]} />
              </Confirm>
            </td>
          )}
        </tr>
      ))}
    </Table>
  );
}

/** What images take in storage, and for how long their builds are kept; the first line counts `spaces`, of which `shown` have one each. */
export function SpaceTable({ spaces, shown, days }: { spaces: ImageSpace[]; shown: ImageSpace[]; days: string }) {
  const total = (key: "builds" | "sizeBytes" | "heldBytes" | "pinnedBytes" | "dueBytes") => spaces.reduce((sum, space) => sum + space[key], 0);
  const due = `Due in ${days} days`;
  const number = `${cell} text-right`;
  const sizes = (space: Pick<ImageSpace, "builds" | "sizeBytes" | "heldBytes" | "pinnedBytes" | "dueBytes">) => (
    <>
      <td data-label="Builds" className={number}>
        {space.builds}
      </td>
      {([["Takes", space.sizeBytes], ["Held", space.heldBytes], ["Pinned", space.pinnedBytes], [due, space.dueBytes]] as const).map(([label, value]) => (
        <td key={label} data-label={label} className={number}>
          {value === 0 ? <None /> : <Bytes value={value} />}
        </td>
      ))}
    </>
  );
  return (
    <Table folds="line" caption="Space of each image" columns={["Image", "Builds", "Takes", "Held", "Pinned", due, "Kept for"].map((title, at) => ({ title, className: at === 0 ? "" : "text-right" }))}>
      <tr className={`${row} font-medium`}>
        <th scope="row" className={`${cell} font-medium`}>
          All
        </th>
        {sizes({ builds: total("builds"), sizeBytes: total("sizeBytes"), heldBytes: total("heldBytes"), pinnedBytes: total("pinnedBytes"), dueBytes: total("dueBytes") })}
        <td className="sr-only">as set for each image</td>
      </tr>
      {shown.map((space) => (
        <tr key={space.image} className={row}>
          <th scope="row" className={`${cell} font-normal`}>
            <ImageLink href={`/admin/channels?image=${space.image}`} image={space.image} />
          </th>
          {sizes(space)}
          <td data-label="Kept for" className={`${number} whitespace-nowrap`}>
            {space.retentionDays} days
          </td>
        </tr>
      ))}
    </Table>
  );
}
