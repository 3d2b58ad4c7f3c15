import { ChevronRight, CircleCheck, History } from "lucide-react";
import { Breakable } from "#components/ui/breakable.tsx";
import { Bytes } from "#components/ui/bytes.tsx";
import { Chip } from "#components/ui/chip.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { cell, row, Table } from "#components/ui/table.tsx";
import { When } from "#components/ui/when.tsx";
import type { RecipeBuild, RecipeFileView } from "#lib/edits/recipes/schema.ts";

/** The files of a recipe with their source, to be unfolded. */
export function RecipeFiles({ recipe, files }: { recipe: string; files: RecipeFileView[] }) {
  return (
    <ul className="border-t border-line">
      {files.map(({ path, isExecutable, sha256, sizeBytes, text }) => (
        <li key={path} className="border-b border-line">
          <details open={path === "recipe.yaml"} className="group">
            <summary className="flex min-h-10 cursor-pointer flex-wrap items-center gap-x-4 gap-y-1 py-2">
              <span className="min-w-0 font-mono wrap-anywhere">
                <ChevronRight size={16} aria-hidden className="mr-2 inline group-open:rotate-90" />
                <span className="text-soft">
                  <Breakable text={`recipes/${recipe}/`} />
                </span>
                <wbr />
                <Breakable text={path} />
              </span>
              <span className="text-sm text-soft">
                <Bytes value={sizeBytes} />
                {isExecutable && ", executable"}
              </span>
            </summary>
            <div className="pb-4">
              <p className="mb-2 font-mono text-sm break-all text-soft">SHA-256 {sha256}</p>
              {text === null ? (
                <p className="text-soft">Not shown: it is no text, or a very long one.</p>
              ) : (
                <pre role="region" aria-label={path} tabIndex={0} className="max-h-[32rem] overflow-auto rounded-md border border-line bg-sunken p-4 font-mono text-sm leading-[22px]">
                  {text}
                </pre>
              )}
            </div>
          </details>
        </li>
      ))}
    </ul>
  );
}

/** The builds of a recipe; those of another state of its files are marked. */
export function RecipeBuilds({ builds, hash }: { builds: RecipeBuild[]; hash: string }) {
  return (
    <Table folds caption="Builds with this recipe" columns={[{ title: "Build" }, { title: "Status" }, { title: "When" }, { title: "Recipe then" }]}>
      {builds.map((build) => (
        <tr key={`${build.image} ${build.version}`} className={row}>
          <th scope="row" className={`${cell} font-mono font-normal whitespace-nowrap`}>
            <PageLink href={`/images/${build.image}/${build.version}`} className="link">
              {build.image} {build.version}
            </PageLink>
          </th>
          <td data-label="Status" className={cell}>{build.status}</td>
          <td data-label="When" className={cell}>
            <When at={build.at} />
          </td>
          <td data-label="Recipe then" className={cell}>
            {build.hash === hash ? (
              <Chip tone="ok" icon={CircleCheck} word="as it is now" />
            ) : build.hash === null ? (
              <span className="text-soft">not recorded</span>
            ) : (
              <span className="inline-flex items-center gap-2" title={build.hash}>
                <Chip tone="quiet" icon={History} word="earlier" /> <span className="font-mono text-sm">{build.hash.slice(0, 12)}</span>
              </span>
            )}
          </td>
        </tr>
      ))}
    </Table>
  );
}
