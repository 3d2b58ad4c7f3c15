import type { DocSection } from "#lib/docs/schema.ts";
import { useText } from "#lib/text.ts";

/** What a page of the documentation contains: beside the text where there is room, else folded above it. */
export function Contents({ sections }: { sections: DocSection[] }) {
  const t = useText("docs");
  return (
    <>
      <nav aria-label={t("onThisPage")} className="no-print sticky top-8 hidden text-sm lg:block">
        <p className="font-medium">{t("onThisPage")}</p>
        <List sections={sections} />
      </nav>
      <details className="no-print rounded-md border border-line px-4 py-2 text-sm lg:hidden">
        <summary className="touch font-medium">{t("onThisPage")}</summary>
        <List sections={sections} />
      </details>
    </>
  );
}

function List({ sections }: { sections: DocSection[] }) {
  return (
    <ul className="mt-2 border-l border-line">
      {sections.map(({ id, title, level }) => (
        <li key={id} className={level === 2 ? "pl-3" : "pl-6"}>
          <a href={`#${id}`} className="block py-1 text-soft pointer-coarse:py-2.5 no-underline hover:text-ink hover:underline">
            {title}
          </a>
        </li>
      ))}
    </ul>
  );
}
