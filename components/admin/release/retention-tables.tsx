import { Bytes } from "#components/ui/bytes.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { cell, row, Table } from "#components/ui/table.tsx";
import { Day, When } from "#components/ui/when.tsx";
import type { ExpiringBuild, HeldBuild, ImageSpace } from "#lib/retention/schema.ts";
import { ActionForm, type Action } from "../action-form.tsx";
import { Confirm } from "../confirm.tsx";

const reasonField = { name: "reason", label: "Why?", required: true, maxLength: 500 };

function BuildHead({ image, version }: { image: string; version: string }) {
  return (
    <th scope="row" className={`${cell} font-normal`}>
      <PageLink href={`/images/${image}/${version}`} className="link font-mono whitespace-nowrap">
        {image} {version}
      </PageLink>
    </th>
  );
}

/** The builds whose files go, soonest first. Who may, can hold them; `hold` is null for everybody else. */
export function ExpiringTable({ caption, builds, hold }: { caption: string; builds: ExpiringBuild[]; hold: Action | null }) {
  return (
    <Table caption={caption} columns={["Build", "Goes", "Frees", ...(hold ? ["Hold"] : [])].map((title) => ({ title }))}>
      {builds.map(({ buildId, image, version, expiresAt, sizeBytes }) => (
        <tr key={buildId} className={row}>
          <BuildHead image={image} version={version} />
          <td className={cell}>
            <Day at={expiresAt} />
          </td>
          <td className={cell}>
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
    <Table caption="Held builds" columns={["Build", "Why", "By", "Since", "Would go", ...(release ? ["Release"] : [])].map((title) => ({ title }))}>
      {builds.map(({ buildId, image, version, reason, heldBy, heldAt, expiresAt }) => (
        <tr key={buildId} className={row}>
          <BuildHead image={image} version={version} />
          <td className={`${cell} min-w-48 wrap-anywhere`}>{reason ?? "no reason was given"}</td>
          <td className={cell}>{heldBy ?? "unknown"}</td>
          <td className={cell}>{heldAt ? <When at={heldAt} /> : "unknown"}</td>
          <td className={cell}>
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

/** What each image takes in storage, and for how long its builds are kept; the first line adds up all images, the others are those that are `shown`. */
export function SpaceTable({ spaces, shown, days }: { spaces: ImageSpace[]; shown: ImageSpace[]; days: string }) {
  const total = (key: "builds" | "sizeBytes" | "heldBytes" | "pinnedBytes" | "dueBytes") => spaces.reduce((sum, space) => sum + space[key], 0);
  const sizes = (space: Pick<ImageSpace, "builds" | "sizeBytes" | "heldBytes" | "pinnedBytes" | "dueBytes">) => (
    <>
      <td className={cell}>{space.builds}</td>
      {([space.sizeBytes, space.heldBytes, space.pinnedBytes, space.dueBytes] as const).map((value, at) => (
        <td key={at} className={cell}>
          {value === 0 ? <span className="text-soft">–</span> : <Bytes value={value} />}
        </td>
      ))}
    </>
  );
  return (
    <Table caption="Space of each image" columns={["Image", "Builds", "Takes", "Held", "Pinned", `Due in ${days} days`, "Kept for"].map((title) => ({ title }))}>
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
            <PageLink href={`/admin/channels?image=${space.image}`} className="link font-mono whitespace-nowrap">
              {space.image}
            </PageLink>
          </th>
          {sizes(space)}
          <td className={`${cell} whitespace-nowrap`}>{space.retentionDays} days</td>
        </tr>
      ))}
    </Table>
  );
}
