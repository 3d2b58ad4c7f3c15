import type { Capability, CoexistenceGroup } from "#lib/flavors/schema.ts";
import { useText } from "#lib/text.ts";
import { CatalogText } from "#components/ui/catalog-text.tsx";

/** Which capabilities no registered image carries together, and why. */
export function CoexistenceList({ groups }: { groups: CoexistenceGroup[] }) {
  const t = useText("flavors");
  const names = (capabilities: Capability[]) => () => <Names capabilities={capabilities} />;
  return (
    <ul className="border-t border-line">
      {groups.map(({ reason, of, excludes }) => (
        <li key={`${reason} ${of[0]?.key}`} className="border-b border-line py-3">
          <p className="max-w-[88ch]">
            {excludes.length === 0 ? t.rich("atMostOne", { list: names(of) }) : t.rich("neverBeside", { of: names(of), excludes: names(excludes) })}
          </p>
          <p className="mt-0.5 max-w-[72ch] text-sm text-soft">
            <CatalogText text={reason} />
          </p>
        </li>
      ))}
    </ul>
  );
}

function Names({ capabilities }: { capabilities: Capability[] }) {
  return capabilities.map(({ key, title }, at) => (
    <span key={key}>
      {at > 0 && ", "}
      <span className="font-medium">
        <CatalogText text={title} />
      </span>
    </span>
  ));
}
