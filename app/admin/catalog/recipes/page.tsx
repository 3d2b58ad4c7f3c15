import type { Metadata } from "next";
import { CatalogTabs } from "#components/admin/edit/catalog-tabs.tsx";
import { RecipeTable } from "#components/admin/edit/recipe-table.tsx";
import { PageHead } from "#components/admin/page-head.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { admitToPage } from "#lib/auth/session.ts";
import { listRecipes } from "#lib/edits/recipes/data.ts";

export const metadata: Metadata = { title: "Recipes", robots: { index: false } };

export default async function RecipesPage() {
  const actor = await admitToPage("admin:view", "/admin/catalog/recipes");
  const recipes = await listRecipes(actor);
  return (
    <>
      <PageHead title="Recipes" lead="Recipes are files under version control, in the folder recipes/. They are read here and changed there: a build names the hash of the one that made it." />
      <CatalogTabs current="/admin/catalog/recipes" />
      {recipes.length === 0 ? <Empty title="There is no recipe here.">Put one into the folder recipes/: the docs say what belongs into it.</Empty> : <RecipeTable recipes={recipes} />}
    </>
  );
}
