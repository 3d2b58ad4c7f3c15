import { SoftLink } from "#components/ui/soft-link.tsx";
import type { ComputedTable } from "#lib/flavors/table/schema.ts";
import { useText } from "#lib/text.ts";

/** The two lines of column headers: the kinds, and under each its families, which lead to their pages. */
export function MatrixHead({ groups }: Pick<ComputedTable, "groups">) {
  const t = useText("flavors");
  return (
    <thead>
      <tr>
        <th scope="col" rowSpan={2} className="matrix-corner">
          {t("image")}
        </th>
        {groups.map(({ kind, families }) => (
          <th key={kind} scope="colgroup" colSpan={families.length} className="matrix-kind">
            <span>{t(`kinds.${kind}`)}</span>
          </th>
        ))}
      </tr>
      <tr>
        {groups.flatMap(({ kind, families }) =>
          families.map(({ name }, at) => (
            <th key={name} scope="col" className={at === 0 ? "start" : undefined}>
              <SoftLink href={`/flavors/${name}`}>
                {kind === "bare-metal" && <span className="matrix-prefix">physical.</span>}
                {name.replace("physical.", "")}
              </SoftLink>
            </th>
          )),
        )}
      </tr>
    </thead>
  );
}
