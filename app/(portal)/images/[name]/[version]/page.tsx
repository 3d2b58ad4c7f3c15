import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Fragment } from "react";
import { BuildHeader } from "#components/builds/build-header.tsx";
import { ChannelHistory } from "#components/builds/channel-history.tsx";
import { FileList } from "#components/builds/file-list.tsx";
import { LogPane } from "#components/builds/log-pane.tsx";
import { PackageList } from "#components/builds/package-list.tsx";
import { PlaceList } from "#components/builds/place-list.tsx";
import { Provenance } from "#components/builds/provenance.tsx";
import { TestEvidence } from "#components/builds/test-evidence.tsx";
import { readBuildPage } from "#lib/builds/data.ts";
import { isUnfinished } from "#lib/builds/rules.ts";
import { buildViewSchema, versionSchema, type BuildView } from "#lib/builds/schema.ts";
import { readKeyOfBuild } from "#lib/keys/data.ts";
import { listPlaces } from "#lib/registrations/places/data.ts";
import { getText } from "#lib/text.ts";

type Props = PageProps<"/images/[name]/[version]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { name, version } = await params;
  return { title: `${name} ${version}` };
}

export default async function BuildPage({ params, searchParams }: Props) {
  const { name, version } = await params;
  if (!versionSchema.safeParse(version).success) notFound();
  const view = buildViewSchema.parse(await searchParams);
  const [build, signingKey, places, t] = await Promise.all([readBuildPage(name, version, view), readKeyOfBuild(name, version), listPlaces(name, version), getText("build")]);
  if (!build) notFound();

  const address = `/images/${name}/${version}`;
  const hrefOf = (change: Partial<BuildView>, anchor: string) => {
    const usual = buildViewSchema.parse({});
    const chosen = Object.entries({ ...view, check: "", ...change }).filter(([key, value]) => value !== usual[key as keyof BuildView]);
    return `${address}${chosen.length > 0 ? `?${new URLSearchParams(chosen)}` : ""}#${anchor}`;
  };
  // The log explains a running or broken build best; the evidence explains a build that failed its tests.
  const isLogFirst = !build.publishedAt && build.failedStage !== "testing";
  const isLive = isUnfinished(build.status);
  const log = { id: "log", title: t("log.title"), isShown: true, part: <LogPane build={build} isLive={isLive} /> };
  const sections = [
    { ...log, isShown: isLogFirst },
    { id: "tests", title: t("tests.title"), isShown: isLive || build.testRun !== null, part: <TestEvidence address={address} build={build} view={view} hrefOf={(change) => hrefOf(change, "tests")} /> },
    { id: "files", title: t("files.title"), isShown: build.publishedAt !== null && !build.expiredAt, part: <FileList folder={`/download/${name}/${version}`} files={build.files} signingKey={signingKey} /> },
    {
      id: "packages",
      title: t("packages.title"),
      isShown: build.packageCount > 0,
      part: <PackageList address={address} packages={build.packages} total={build.packageCount} query={view.p} allHref={hrefOf({ packages: "all", p: "" }, "packages")} />,
    },
    { id: "channels", title: t("channels.title"), isShown: build.publishedAt !== null, part: <ChannelHistory spans={build.channelSpans} /> },
    { id: "clouds", title: t("clouds.title"), isShown: places.length > 0, part: <PlaceList places={places} /> },
    { id: "provenance", title: t("provenance.title"), isShown: build.startedAt !== null, part: <Provenance build={build} /> },
    { ...log, isShown: !isLogFirst },
  ].filter(({ isShown }) => isShown);
  return (
    <>
      <BuildHeader build={build} sections={sections} />
      {sections.map(({ id, part }) => (
        <Fragment key={id}>{part}</Fragment>
      ))}
    </>
  );
}
