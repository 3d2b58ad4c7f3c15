import { Breakable } from "#components/ui/breakable.tsx";
import { Bytes } from "#components/ui/bytes.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { cell, row, Table } from "#components/ui/table.tsx";
import type { ImageBytes as Entry } from "#lib/capacity/schema.ts";

/** What the files of the largest images take, largest first; `count` counts all images. */
export function ImageBytes({ images, count }: { images: Entry[]; count: number }) {
  return (
    <>
      <Entries caption="Images by the bytes of their files" images={images} most={images[0]?.bytes ?? 1} />
      {count > images.length && (
        <p className="mt-2">
          <PageLink href="/admin/retention#space" className="link inline-flex h-10 items-center">
            Space of all {count} images
          </PageLink>
        </p>
      )}
    </>
  );
}

function Entries({ caption, images, most }: { caption: string; images: Entry[]; most: number }) {
  const number = "text-right";
  return (
    <Table caption={caption} columns={[{ title: "Image" }, { title: "Builds", className: number }, { title: "Size", className: number }, { title: "Share", className: "hidden w-1/3 sm:table-cell" }]}>
      {images.map(({ image, bytes, builds }) => (
        <tr key={image} className={row}>
          <th scope="row" className={`${cell} font-normal`}>
            <PageLink href={`/images/${image}`} className="link font-mono wrap-anywhere">
              <Breakable text={image} />
            </PageLink>
          </th>
          <td className={`${cell} ${number}`}>{builds}</td>
          <td className={`${cell} ${number}`}>
            <Bytes value={bytes} />
          </td>
          <td aria-hidden className={`${cell} hidden sm:table-cell`}>
            <svg viewBox="0 0 100 8" preserveAspectRatio="none" className="h-2 w-full">
              <rect width={Math.max(0.5, (bytes / Math.max(1, most)) * 100)} height={8} className="fill-accent opacity-60" />
            </svg>
          </td>
        </tr>
      ))}
    </Table>
  );
}
