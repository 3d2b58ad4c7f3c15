import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { RecipeBuilds, RecipeFiles } from "#components/admin/edit/recipe-parts.tsx";
import { EditTitle } from "#components/admin/edit/title.tsx";
import { DefinitionList } from "#components/ui/definition-list.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { Hex } from "#components/ui/hex.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { Section } from "#components/ui/section.tsx";
import { admitToPage } from "#lib/auth/session.ts";
import { readRecipePage } from "#lib/edits/recipes/data.ts";

export const metadata: Metadata = { title: "Recipe", robots: { index: false } };

type Props = { params: Promise<{ name: string }> };

export default async function RecipePage({ params }: Props) {
  const name = decodeURIComponent((await params).name);
  const actor = await admitToPage("admin:view", `/admin/catalog/recipes/${encodeURIComponent(name)}`);
  const recipe = await readRecipePage(actor, name);
  if (!recipe) notFound();
  return (
    <>
      <EditTitle up={[{ href: "/admin/catalog/recipes", title: "Recipes" }]} name={name}>
        <span className="text-soft">{recipe.summary}</span>
        {recipe.images.map((image) => (
          <PageLink key={image} href={`/admin/catalog/images/${image}`} className="link">
            {image === name ? "Its image" : image}
          </PageLink>
        ))}
      </EditTitle>
      <div className="mt-8">
        <DefinitionList items={[...recipe.facts, { term: "Hash (SHA-256)", value: <Hex value={recipe.hash} label="Copy the hash" /> }]} long />
      </div>
      <Section id="files" title="Files" lead="As they are in the folder of this portal now; every one of them counts for the hash.">
        <RecipeFiles recipe={name} files={recipe.files} />
      </Section>
      <Section id="builds" title="Builds" lead="The newest fifty.">
        {recipe.builds.length === 0 ? <Empty title="Nothing has been built with it here." /> : <RecipeBuilds builds={recipe.builds} hash={recipe.hash} />}
      </Section>
    </>
  );
}
