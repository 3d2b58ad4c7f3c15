import { CircleCheck, Download } from "lucide-react";
import { Bytes } from "#components/ui/bytes.tsx";
import { button } from "#components/ui/button.ts";
import { PageLink } from "#components/ui/page-link.tsx";
import { When } from "#components/ui/when.tsx";
import { VerifiedDownload } from "#components/verify/download/verified-download.tsx";
import type { ChannelCard as Channel, ChannelFiles } from "#lib/catalog/schema.ts";

const emptyTexts = {
  latest: "No build is in this channel now.",
  prev: "No build is in this channel now. Each promotion moves the old latest here.",
};

/** One channel of an image: what it points to, whether that was tested, and its files. */
export function ChannelCard({ image, name, channel }: { image: string; name: "latest" | "prev"; channel: Channel | null }) {
  return (
    <section aria-labelledby={`channel-${name}`} className={`flex min-w-0 flex-col rounded-md border bg-surface p-5 md:p-6 ${name === "latest" ? "border-line-strong" : "border-line"}`}>
      <h2 id={`channel-${name}`} className="font-mono text-sm font-medium text-soft">
        {name}
      </h2>
      {channel ? <Content image={image} channel={channel} /> : <p className="mt-2 text-soft">{emptyTexts[name]}</p>}
    </section>
  );
}

function Content({ image, channel: { name, version, publishedAt, tests, files } }: { image: string; channel: Channel }) {
  return (
    <>
      <p className="mt-1 font-mono text-xl font-medium tracking-[-0.01em]">
        <PageLink href={`/images/${image}/${version}`} className="text-ink underline decoration-line-strong decoration-1 underline-offset-4 hover:decoration-current">
          {version}
        </PageLink>
      </p>
      <p className="mt-1 flex flex-wrap items-center gap-x-3 text-soft">
        <span>
          published <When at={publishedAt} />
        </span>
        <PageLink href={`/images/${image}/${version}#tests`} className="inline-flex items-center gap-1.5 text-ok underline-offset-4 hover:underline">
          <CircleCheck size={16} aria-hidden />
          {tests.passed} of {tests.total} tests passed
        </PageLink>
      </p>
      {files && <Files folder={`/download/${image}/${version}`} files={files} isLatest={name === "latest"} />}
    </>
  );
}

function Files({ folder, files: { qcow2, checksums, metalink }, isLatest }: { folder: string; files: ChannelFiles; isLatest: boolean }) {
  const beside = [
    { title: "Signature", fileName: qcow2.signatureName },
    { title: "Checksums", fileName: checksums },
    { title: "Metalink", fileName: metalink },
  ];
  return (
    <div className="mt-auto pt-5">
      <a href={`${folder}/${qcow2.fileName}`} className={`w-full sm:w-auto ${isLatest ? button.primary : button.secondary}`}>
        <Download size={20} aria-hidden />
        <span>
          Download qcow2 · <Bytes value={qcow2.sizeBytes} />
        </span>
      </a>
      {metalink && (
        <div className="mt-3">
          <VerifiedDownload folder={folder} fileName={qcow2.fileName} sizeBytes={qcow2.sizeBytes} metalinkName={metalink} />
        </div>
      )}
      <ul className="mt-4 flex flex-wrap gap-x-5 gap-y-1">
        {beside.map(
          ({ title, fileName }) =>
            fileName && (
              <li key={title}>
                <a href={`${folder}/${fileName}`} className="link">
                  {title}
                </a>
              </li>
            ),
        )}
        <li>
          <a href={`${folder}/`} className="link">
            All files
          </a>
        </li>
      </ul>
    </div>
  );
}
