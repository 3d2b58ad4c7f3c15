import { Download } from "lucide-react";
import { Breadcrumbs } from "#components/ui/breadcrumbs.tsx";
import { Breakable } from "#components/ui/breakable.tsx";
import { Bytes } from "#components/ui/bytes.tsx";
import { button } from "#components/ui/button.ts";
import { PageLink } from "#components/ui/page-link.tsx";
import { SectionNav } from "#components/ui/section-nav.tsx";
import { tag } from "#components/ui/tag.ts";
import { When } from "#components/ui/when.tsx";
import type { BuildDetails } from "#lib/builds/schema.ts";
import { useText } from "#lib/text.ts";
import { BuildBanner } from "./build-banner.tsx";
import { ManageLinks } from "./manage-links.tsx";
import { StageRail } from "./stage-rail.tsx";
import { ChannelChip, StatusChip } from "./status-chip.tsx";

/** Which build this is, what became of it, its way through the stages, and what the page holds. */
export function BuildHeader({ build, sections }: { build: BuildDetails; sections: { id: string; title: string }[] }) {
  const t = useText("build");
  const { image, version, channel, note, publishedAt, queuedAt, files, isRevoked, expiredAt, previousVersion, packageCount } = build;
  const qcow2 = files.find(({ kind }) => kind === "qcow2");
  return (
    <header>
      <Breadcrumbs items={[{ title: t("images"), href: "/images" }, { title: image, href: `/images/${image}` }]} />
      <div className="mt-3 flex flex-wrap items-end justify-between gap-x-8 gap-y-4">
        <div className="min-w-0">
          <h1 className="font-mono text-2xl font-semibold tracking-[-0.03em]">
            <span className="font-medium text-soft">
              <Breakable text={image} />
            </span>{" "}
            <span className="block whitespace-nowrap sm:inline">{version}</span>
          </h1>
          <p className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-lg text-soft">
            <StatusChip build={build} />
            {channel && <ChannelChip name={channel} />}
            <span>{t.rich(publishedAt ? "publishedWhen" : "requestedWhen", { when: tag(<When at={publishedAt ?? queuedAt} />) })}</span>
            {previousVersion && packageCount > 0 && build.status !== "failed" && (
              <PageLink href={`/images/${image}/compare/${previousVersion}...${version}`} className="link text-base">
                {t("compareWith", { version: previousVersion })}
              </PageLink>
            )}
          </p>
        </div>
        {qcow2 && publishedAt && !isRevoked && !expiredAt && (
          <a href={`/download/${image}/${version}/${qcow2.fileName}`} className={`${button.primary} no-print`}>
            <Download size={20} aria-hidden />
            <span>
              {t("downloadQcow2")} · <Bytes value={qcow2.sizeBytes} />
            </span>
          </a>
        )}
      </div>
      {note && <p className="mt-3 max-w-[72ch]">{note}</p>}
      <BuildBanner build={build} />
      {publishedAt && !isRevoked && !expiredAt && (
        <ManageLinks
          label={t("manage.label")}
          links={[
            ...(channel === "latest" ? [] : [{ href: `/admin/images/${image}/promote/${version}`, title: t("manage.promote") }]),
            { href: `/admin/images/${image}/revoke/${version}`, title: t("manage.revoke") },
            { href: `/admin/channels?image=${image}`, title: t("manage.channels") },
          ]}
        />
      )}
      <StageRail stages={build.stages} />
      <SectionNav label={t("onThisPage")} sections={sections} />
    </header>
  );
}
