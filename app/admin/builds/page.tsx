import type { Metadata } from "next";
import { BuildsFilter } from "#components/admin/builds/builds-filter.tsx";
import { BuildsTable } from "#components/admin/builds/builds-table.tsx";
import { PageHead } from "#components/admin/page-head.tsx";
import { Pager } from "#components/admin/pager.tsx";
import { TriggerForm } from "#components/admin/trigger-form.tsx";
import { button } from "#components/ui/button.ts";
import { Empty } from "#components/ui/empty.tsx";
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
      <PageHead
        title="Builds"
        lead="Every build of every image, the newest first."
        action={
          mayAct && (
            <a href="#build" className={button.secondary}>
              Build images …
            </a>
          )
        }
      />
      <BuildsFilter view={view} imageNames={names.all} />
      {builds.length === 0 ? <Empty title={view.before ? "There are no older builds." : "No build fits."}>{view.before ? null : "Choose less above, or build an image below."}</Empty> : <BuildsTable builds={builds} trigger={triggerBuild} cancel={cancelBuild} goOn={goOnWithBuild} mayAct={mayAct} />}
      <Pager
        label="Pages of the builds"
        newest={view.before ? { href: `/admin/builds${queryOf({ ...view, before: undefined })}`, title: "Newest builds" } : null}
        older={last && { href: `/admin/builds${queryOf({ ...view, before: last.id })}`, title: "Older builds" }}
      />
      {mayAct && (
        <Section id="build" title="Build images">
          <TriggerForm imageNames={names.buildable} trigger={triggerBuild} />
        </Section>
      )}
    </>
  );
}
