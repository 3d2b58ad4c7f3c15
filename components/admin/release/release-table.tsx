import { Split, TriangleAlert, Users } from "lucide-react";
import { ImageLink } from "#components/admin/image-link.tsx";
import { Chip } from "#components/ui/chip.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { cell, None, row, Table } from "#components/ui/table.tsx";
import { When } from "#components/ui/when.tsx";
import type { ReleaseRow } from "#lib/channels/release/schema.ts";

type Props = { rows: ReleaseRow[]; /** The image's line begins with a box that picks its candidate. */ withBoxes?: boolean };

const columns = ["Image", "Latest", "Candidate", "Tests", "Packages", "Notes"];

/** What each image offers now and what it could offer. */
export function ReleaseTable({ rows, withBoxes = false }: Props) {
  return (
    <Table folds="line" caption="Images with their latest and their newest candidate" columns={[...(withBoxes ? ["Pick"] : []), ...columns].map((title) => ({ title }))}>
      {rows.map((release) => (
        <ReleaseLine key={release.image} release={release} withBox={withBoxes} />
      ))}
    </Table>
  );
}

function ReleaseLine({ release, withBox }: { release: ReleaseRow; withBox: boolean }) {
  const { image, latest, candidate, packages } = release;
  return (
    <tr className={row}>
      {withBox && (
        <td data-label="Pick" className={cell}>
          {candidate && (
            <label className="-m-2.5 inline-flex size-10 cursor-pointer items-center justify-center">
              <input type="checkbox" name="pick" value={`${image}:${candidate.version}`} aria-label={`Pick ${image} ${candidate.version}`} className="size-5 accent-accent" />
            </label>
          )}
        </td>
      )}
      <th scope="row" className={`${cell} font-normal`}>
        <ImageLink href={`/admin/channels?image=${image}`} image={image} />
      </th>
      <td data-label="Latest" className={cell}>{latest ? <Version image={image} {...latest} /> : <span className="text-attention">none</span>}</td>
      <td data-label="Candidate" className={cell}>{candidate ? <Version image={image} {...candidate} isCandidate /> : <None word="none" />}</td>
      <td data-label="Tests" className={`${cell} whitespace-nowrap`}>{candidate && `${candidate.tests.passed}/${candidate.tests.total}`}</td>
      <td data-label="Packages" className={`${cell} whitespace-nowrap`}>
        {packages && (
          <span title={`${packages.added} added, ${packages.removed} removed, ${packages.changed} changed`}>
            +{packages.added} −{packages.removed} ~{packages.changed}
          </span>
        )}
      </td>
      <td className={cell}>
        <Notes release={release} />
      </td>
    </tr>
  );
}

function Version({ image, version, publishedAt, isCandidate = false }: { image: string; version: string; publishedAt: Date; isCandidate?: boolean }) {
  return (
    <span className="inline-flex flex-col py-1.5 @max-[46rem]:flex-row @max-[46rem]:items-baseline @max-[46rem]:gap-2 @max-[46rem]:py-0">
      <PageLink href={isCandidate ? `/admin/images/${image}/promote/${version}` : `/images/${image}/${version}`} className="link font-mono whitespace-nowrap">
        {version}
      </PageLink>
      <span className="text-sm text-soft">
        <When at={publishedAt} />
      </span>
    </span>
  );
}

function Notes({ release: { blockers, pins, request, rolloutVersion, isAutomatic, policyNights } }: { release: ReleaseRow }) {
  const quiet = [pins > 0 && (pins === 1 ? "1 pinned" : `${pins} pinned`), isAutomatic && (policyNights === 0 ? "automatic" : `automatic after ${policyNights} nights`)].filter(Boolean).join(", ");
  return (
    <span className="inline-flex flex-wrap items-center gap-2">
      {blockers > 0 && <Chip tone="attention" icon={TriangleAlert} word={blockers === 1 ? "1 blocker" : `${blockers} blockers`} />}
      {request && <Chip tone="attention" icon={Users} word={`${request.version} asked for`} title={`by ${request.requestedBy}`} />}
      {rolloutVersion && <Chip tone="running" icon={Split} word={`rolling out ${rolloutVersion}`} />}
      {quiet && <span className="text-sm whitespace-nowrap text-soft">{quiet}</span>}
    </span>
  );
}
