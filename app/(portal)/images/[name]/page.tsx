import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { BuildHistory } from "#components/builds/build-history.tsx";
import { ChannelCard } from "#components/catalog/channel-card.tsx";
import { ContentSummary } from "#components/catalog/content-summary.tsx";
import { FlavorFit } from "#components/catalog/flavor-fit.tsx";
import { ImageFacts } from "#components/catalog/image-facts.tsx";
import { ImageHeader } from "#components/catalog/image-header.tsx";
import { IssueList } from "#components/catalog/issue-list.tsx";
import { SecurityList } from "#components/catalog/security-list.tsx";
import { SimilarImages } from "#components/catalog/similar-images.tsx";
import { UseIt } from "#components/catalog/use-it.tsx";
import { Section } from "#components/ui/section.tsx";
import { SectionNav } from "#components/ui/section-nav.tsx";
import { readImagePage } from "#lib/catalog/image/data.ts";
import { freshnessOf, securityOf, usableBuild, usableImage } from "#lib/catalog/image/rules.ts";
import { imageViewSchema } from "#lib/catalog/image/schema.ts";
import { readEnv } from "#lib/env.ts";
import { getText } from "#lib/text.ts";
import { usageOf } from "#lib/usage/rules.ts";

export async function generateMetadata({ params }: PageProps<"/images/[name]">): Promise<Metadata> {
  return { title: (await params).name };
}

export default async function ImagePage({ params, searchParams }: PageProps<"/images/[name]">) {
  const { name } = await params;
  const view = imageViewSchema.parse(await searchParams);
  const [page, t] = await Promise.all([readImagePage(name, view), getText("image")]);
  if (!page) notFound();
  const { image, tests, issues, similar } = page;
  const { latest, prev } = image.channels;
  const build = usableBuild(latest);
  const usage = build && usageOf(usableImage(image, page.rules), build, readEnv().PUBLIC_URL);
  // Two empty cards would say less than the banner above them.
  const hasChannels = latest !== null || prev !== null;
  const facts = (
    <Section id="facts" title={t("facts.title")}>
      <ImageFacts image={image} wide={!usage} />
    </Section>
  );
  const sections = [
    { id: "use", title: t("use.title"), isShown: usage !== null },
    { id: "facts", title: t("facts.title"), isShown: true },
    { id: "flavors", title: t("flavors.title"), isShown: true },
    { id: "security", title: t("security.title"), isShown: tests.length > 0 },
    { id: "content", title: t("content.title"), isShown: latest !== null },
    { id: "issues", title: t("issues.title"), isShown: true },
    { id: "history", title: t("history.title"), isShown: page.history.length > 0 },
    { id: "similar", title: t("similar.title"), isShown: similar.length > 0 },
  ].filter(({ isShown }) => isShown);
  return (
    <>
      <ImageHeader image={image} />
      {hasChannels && (
        <div className="mt-8 grid gap-4 md:grid-cols-2">
          <ChannelCard image={name} name="latest" channel={latest} freshness={latest && image.condition !== "retired" ? freshnessOf(latest.publishedAt, image.refreshDays, new Date()) : null} />
          <ChannelCard image={name} name="prev" channel={prev} />
        </div>
      )}
      <SectionNav label={t("onThisPage")} sections={sections} />
      {usage && build ? (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-x-12 lg:grid-cols-[minmax(0,1fr)_22rem]">
          <UseIt version={build.version} fingerprint={build.fingerprint} usage={usage} tool={view.tool} />
          {facts}
        </div>
      ) : (
        facts
      )}
      <FlavorFit families={page.families} />
      {latest && tests.length > 0 && <SecurityList image={name} version={latest.version} properties={securityOf(tests)} />}
      {latest && <ContentSummary image={name} version={latest.version} prevVersion={prev?.version ?? null} tests={tests} packageCount={page.packageCount} />}
      <IssueList issues={issues} distribution={image.distribution.name} />
      {page.history.length > 0 && <BuildHistory image={name} page={page} view={view} />}
      {similar.length > 0 && <SimilarImages images={similar} family={image.distribution.family} />}
    </>
  );
}
