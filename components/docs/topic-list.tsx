import { PageLink } from "#components/ui/page-link.tsx";
import { Section } from "#components/ui/section.tsx";
import { topics, type DocEntry } from "#lib/docs/schema.ts";
import { useText } from "#lib/text.ts";

/** All texts of the documentation by topic. */
export function TopicList({ docs }: { docs: DocEntry[] }) {
  const t = useText("docs");
  return topics.map((topic) => (
    <Section key={topic} id={topic} title={t(`topics.${topic}`)}>
      <ul className="grid gap-x-12 border-t border-line md:grid-cols-2">
        {docs
          .filter((doc) => doc.topic === topic)
          .map(({ slug, title, summary }) => (
            <li key={slug} className="row-wash border-b border-line py-3">
              <PageLink href={`/docs/${slug}`} className="row-link text-lg font-medium text-ink no-underline">
                {title}
              </PageLink>
              <p className="mt-0.5 max-w-[60ch] text-soft">{summary}</p>
            </li>
          ))}
      </ul>
    </Section>
  ));
}
