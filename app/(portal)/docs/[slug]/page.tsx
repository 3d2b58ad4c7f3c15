import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { Article } from "#components/docs/article.tsx";
import { Contents } from "#components/docs/contents.tsx";
import { KnownIssueList } from "#components/docs/known-issue-list.tsx";
import { Neighbours } from "#components/docs/neighbours.tsx";
import { Breadcrumbs } from "#components/ui/breadcrumbs.tsx";
import { listKnownIssues } from "#lib/docs/data.ts";
import { readDoc } from "#lib/docs/read.ts";
import { readEnv } from "#lib/env.ts";
import { getLocale, getText } from "#lib/text.ts";

export async function generateMetadata({ params }: PageProps<"/docs/[slug]">): Promise<Metadata> {
  const [locale, { slug }] = await Promise.all([getLocale(), params]);
  const found = readDoc(locale, slug);
  return found ? { title: found.doc.title, description: found.doc.summary } : {};
}

export default async function DocPage({ params }: PageProps<"/docs/[slug]">) {
  const [locale, t, { slug }] = await Promise.all([getLocale(), getText("docs"), params]);
  const found = readDoc(locale, slug);
  if (!found) notFound();
  const { doc, previous, next } = found;
  return (
    <article>
      <Breadcrumbs items={[{ title: t("title"), href: "/docs" }]} />
      <h1 className="mt-3 text-2xl font-semibold tracking-[-0.02em]">{doc.title}</h1>
      <p className="mt-3 max-w-[60ch] text-lg text-soft">{doc.summary}</p>
      <div className="mt-8 grid gap-8 lg:grid-cols-[minmax(0,1fr)_240px] lg:gap-16">
        <div className="lg:order-2">
          <Contents sections={doc.sections} />
        </div>
        <Article doc={doc} portal={readEnv().PUBLIC_URL} inserts={await liveParts(slug)} />
      </div>
      <Neighbours previous={previous} next={next} />
    </article>
  );
}

/** What comes from the database, by the anchor of the section that it belongs to. */
async function liveParts(slug: string): Promise<Record<string, ReactNode>> {
  return slug === "known-issues" ? { list: <KnownIssueList issues={await listKnownIssues()} /> } : {};
}
