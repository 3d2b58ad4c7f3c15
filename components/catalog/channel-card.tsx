import { CircleCheck, TriangleAlert } from "lucide-react";
import { Hex } from "#components/ui/hex.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { tag } from "#components/ui/tag.ts";
import { When } from "#components/ui/when.tsx";
import { VerifiedDownload } from "#components/verify/download/verified-download.tsx";
import type { Freshness } from "#lib/catalog/image/schema.ts";
import type { ChannelCard as Channel } from "#lib/catalog/schema.ts";
import { useText } from "#lib/text.ts";
import { DownloadMenu } from "./download-menu.tsx";
import { FreshnessLine } from "./freshness-line.tsx";

const looks = { latest: "border-line-strong bg-surface", prev: "border-line bg-surface", empty: "border-dashed border-line-strong" };

type Props = { image: string; name: "latest" | "prev"; channel: Channel | null; freshness?: Freshness | null };

/** One channel of an image: what it points to, how fresh that is, whether it was tested, and its files. */
export function ChannelCard({ image, name, channel, freshness = null }: Props) {
  const t = useText("image");
  return (
    <section aria-labelledby={`channel-${name}`} className={`flex min-w-0 flex-col rounded-md border p-5 md:p-6 ${looks[channel ? name : "empty"]}`}>
      <h2 id={`channel-${name}`} className="font-mono text-sm font-medium text-soft">
        {name}
      </h2>
      {channel ? <Content image={image} channel={channel} freshness={freshness} /> : <p className="mt-2 text-soft">{t(`channel.empty.${name}`)}</p>}
    </section>
  );
}

function Content({ image, channel: { name, version, publishedAt, assignedAt, tests, files }, freshness }: { image: string; channel: Channel; freshness: Freshness | null }) {
  const t = useText("image");
  const isWhole = tests.passed === tests.total;
  const Icon = isWhole ? CircleCheck : TriangleAlert;
  return (
    <>
      <p className="mt-1 font-mono text-xl font-medium tracking-[-0.01em]">
        <PageLink href={`/images/${image}/${version}`} className="text-ink underline decoration-line-strong decoration-1 underline-offset-4 hover:decoration-current">
          {version}
        </PageLink>
      </p>
      <p className="mt-1 flex flex-wrap items-center gap-x-3 text-soft">
        <span>{t.rich("channel.published", { when: tag(<When at={publishedAt} />) })}</span>
        <PageLink href={`/images/${image}/${version}#tests`} className={`inline-flex items-center gap-1.5 underline-offset-4 hover:underline ${isWhole ? "text-ok" : "text-attention"}`}>
          <Icon size={16} aria-hidden />
          {t("channel.tests", tests)}
        </PageLink>
      </p>
      {freshness ? <FreshnessLine freshness={freshness} /> : <p className="mt-1 text-sm text-soft">{t.rich(name === "prev" ? "channel.wasLatest" : "channel.since", { when: tag(<When at={assignedAt} />) })}</p>}
      {files && (
        <>
          <div className="mt-auto pt-5">
            <DownloadMenu folder={`/download/${image}/${version}`} version={version} files={files} isPrimary={name === "latest"} />
            {files.metalink && (
              <div className="mt-3">
                <VerifiedDownload folder={`/download/${image}/${version}`} fileName={files.qcow2.fileName} sizeBytes={files.qcow2.sizeBytes} metalinkName={files.metalink} />
              </div>
            )}
          </div>
          <div className="mt-4 border-t border-line pt-3">
            <p className="text-sm text-soft">{t("channel.sha256")}</p>
            <Hex value={files.qcow2.sha256} label={t("channel.copySha256", { version })} />
          </div>
        </>
      )}
    </>
  );
}
