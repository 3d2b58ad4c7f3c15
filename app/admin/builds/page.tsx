import type { Metadata } from "next";
import { BuildsFilter } from "#components/admin/builds/builds-filter.tsx";
import { BuildsTable } from "#components/admin/builds/builds-table.tsx";
import { TriggerForm } from "#components/admin/trigger-form.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { Section } from "#components/ui/section.tsx";
import { isAllowed } from "#lib/auth/rules.ts";
import { admitToPage } from "#lib/auth/session.ts";
import { listAllBuilds, listImageNames } from "#lib/builds/list/data.ts";
import { buildListViewSchema, queryOf } from "#lib/builds/list/schema.ts";
import { cancelBuild, triggerBuild } from "../actions.ts";
import { goOnWithBuild } from "./actions.ts";

export const metadata: Metadata = { title: "Builds", robots: { index: false } };

const shown = 40;

export default async function BuildsPage({ searchParams }: PageProps<"/admin/builds">) {
  const view = buildListViewSchema.parse(await searchParams);
  const actor = await admitToPage("build:view", `/admin/builds${queryOf(view)}`);
  const [found, names] = await Promise.all([listAllBuilds(actor, view, shown + 1), listImageNames(actor)]);
  const builds = found.slice(0, shown);
  const last = found.length > shown ? builds.at(-1) : undefined;
  const mayAct = isAllowed(actor.roles, "build:trigger");
  return (
    <>
      <h1 className="mb-6 text-2xl font-semibold tracking-[-0.02em]">Builds</h1>
      <BuildsFilter view={view} imageNames={names.all} />
      <div className="mt-8">
        {builds.length === 0 ? <Empty title={view.before ? "There are no older builds." : "No build fits."} /> : <BuildsTable builds={builds} trigger={triggerBuild} cancel={cancelBuild} goOn={goOnWithBuild} mayAct={mayAct} />}
      </div>
      <nav aria-label="Pages of the builds" className="mt-4 flex flex-wrap gap-6">
        {view.before && (
          <PageLink href={`/admin/builds${queryOf({ ...view, before: undefined })}`} className="link">
            Newest builds
          </PageLink>
        )}
        {last && (
          <PageLink href={`/admin/builds${queryOf({ ...view, before: last.id })}`} className="link">
            Older builds
          </PageLink>
        )}
      </nav>
      {mayAct && (
        <Section id="build" title="Build images">
          <TriggerForm imageNames={names.buildable} trigger={triggerBuild} />
        </Section>
      )}
    </>
  );
}
