import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { BuildTable } from "#components/builds/build-table.tsx";
import { ChannelCard } from "#components/catalog/channel-card.tsx";
import { ImageFacts } from "#components/catalog/image-facts.tsx";
import { ImageHeader } from "#components/catalog/image-header.tsx";
import { PromotionList } from "#components/catalog/promotion-list.tsx";
import { VerifySteps } from "#components/catalog/verify-steps.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { Section } from "#components/ui/section.tsx";
import { listBuilds } from "#lib/builds/data.ts";
import { listPromotions, readImage } from "#lib/catalog/data.ts";
import { readEnv } from "#lib/env.ts";

export async function generateMetadata({ params }: PageProps<"/images/[name]">): Promise<Metadata> {
  return { title: (await params).name };
}

export default async function ImagePage({ params }: PageProps<"/images/[name]">) {
  const { name } = await params;
  const [image, builds, promotions] = await Promise.all([readImage(name), listBuilds(name), listPromotions({ imageName: name, limit: 12 })]);
  if (!image) notFound();
  const { latest, prev } = image.channels;
  return (
    <>
      <ImageHeader image={image} />
      <div className="mt-8 grid gap-4 md:grid-cols-2">
        <ChannelCard image={name} name="latest" channel={latest} />
        <ChannelCard image={name} name="prev" channel={prev} />
      </div>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-12 lg:grid-cols-[minmax(0,1fr)_24rem]">
        {latest?.files ? (
          <Section id="verify" title="Check that it is genuine" lead={`For ${latest.version}, with curl and gpg.`}>
            <VerifySteps publicUrl={readEnv().PUBLIC_URL} image={name} version={latest.version} files={latest.files} />
          </Section>
        ) : (
          <Section id="about" title="About this image">
            <p className="max-w-[72ch]">{image.description}</p>
          </Section>
        )}
        <Section id="facts" title="Facts">
          <ImageFacts image={image} />
        </Section>
      </div>
      {latest?.files && image.description !== image.summary && (
        <Section id="about" title="About this image">
          <p className="max-w-[72ch]">{image.description}</p>
        </Section>
      )}
      <Section id="builds" title="Builds">
        {builds.length > 0 ? (
          <BuildTable image={name} builds={builds} />
        ) : (
          <Empty title="No build was started yet">
            <p>The first published build becomes latest by itself.</p>
          </Empty>
        )}
      </Section>
      {promotions.length > 0 && (
        <Section id="history" title="Promotions" lead="Which build was latest, and since when.">
          <PromotionList promotions={promotions} />
        </Section>
      )}
    </>
  );
}
