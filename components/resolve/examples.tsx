import { Breakable } from "#components/ui/breakable.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { Section } from "#components/ui/section.tsx";
import { useText } from "#lib/text.ts";

/** What can be asked, on the names of an image that is there. */
export function Examples({ image, version }: { image: string; version: string }) {
  const t = useText("resolve");
  const examples = { channel: `${image}_latest`, dated: `${image}_${version}`, image };
  return (
    <Section id="examples" title={t("examples.title")} lead={t("examples.lead")}>
      <ul className="max-w-[44rem] border-t border-line">
        {(["channel", "dated", "image"] as const).map((key) => (
          <li key={key} className="row-wash flex min-h-11 flex-col justify-center gap-x-6 border-b sm:flex-row sm:items-center border-line py-2">
            <PageLink href={`/resolve?q=${examples[key]}`} className="row-link font-mono text-accent underline-offset-4 hover:underline">
              <Breakable text={examples[key]} />
            </PageLink>
            <span className="text-sm text-soft sm:ml-auto">{t(`examples.${key}`)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
