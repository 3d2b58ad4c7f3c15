import { CircleX } from "lucide-react";
import { Chip } from "#components/ui/chip.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { cell, row, Table } from "#components/ui/table.tsx";
import type { RecipeRow } from "#lib/edits/recipes/schema.ts";

/** The recipes in the folder; one that does not hold together says why. */
export function RecipeTable({ recipes }: { recipes: RecipeRow[] }) {
  return (
    <Table folds caption="Recipes" columns={[{ title: "Recipe" }, { title: "Builds" }, { title: "Builder" }, { title: "Distribution" }, { title: "Files", className: "text-right" }, { title: "Hash", className: "pl-4" }]}>
      {recipes.map((recipe) => (
        <tr key={recipe.name} className={row}>
          <th scope="row" className={`${cell} font-mono font-normal`}>
            <PageLink href={`/admin/catalog/recipes/${recipe.name}`} className="link">
              {recipe.name}
            </PageLink>
          </th>
          {"problem" in recipe ? (
            <td className={`${cell} py-1.5`} colSpan={5}>
              <Chip tone="bad" icon={CircleX} word="cannot be read" /> {recipe.problem}
            </td>
          ) : (
            <>
              <td data-label="Builds" className={`${cell} font-mono`}>{recipe.images.join(", ") || <span className="font-sans text-soft">no image</span>}</td>
              <td data-label="Builder" className={cell}>{recipe.builder}</td>
              <td data-label="Distribution" className={cell}>
                {recipe.distribution} {recipe.release}
              </td>
              <td data-label="Files" className={`${cell} text-right`}>{recipe.files}</td>
              <td data-label="Hash" className={`${cell} pl-4 font-mono text-sm`} title={recipe.hash}>
                {recipe.hash.slice(0, 12)}
              </td>
            </>
          )}
        </tr>
      ))}
    </Table>
  );
}
