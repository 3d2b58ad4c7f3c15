/** Leads to the parts of a long page. */
export function SectionNav({ label, sections }: { label: string; sections: { id: string; title: string }[] }) {
  return (
    <nav aria-label={label} className="no-print mt-8 border-y border-line">
      <ul className="flex flex-wrap gap-x-6">
        {sections.map(({ id, title }) => (
          <li key={id}>
            <a href={`#${id}`} className="flex h-10 items-center text-accent underline-offset-4 hover:underline">
              {title}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
