import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { ActionForm } from "#components/admin/action-form.tsx";
import { ChooseBuild } from "#components/admin/release/choose-build.tsx";
import { PreviewPage } from "#components/admin/release/preview-page.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { admitToPage } from "#lib/auth/session.ts";
import { rollbackViewSchema } from "#lib/channels/preview/schema.ts";
import { listPromotable, readPreview } from "#lib/channels/preview/data.ts";
import { promoteBuild } from "../../../actions.ts";

export const metadata: Metadata = { title: "Roll back", robots: { index: false } };

export default async function RollbackPage({ params, searchParams }: PageProps<"/admin/images/[name]/rollback">) {
  const { name } = await params;
  const actor = await admitToPage("channel:promote", `/admin/images/${name}/rollback`);
  const [choices, { to }] = [await listPromotable(actor, name), rollbackViewSchema.parse(await searchParams)];
  // The address names the build, so that the page speaks of the same one after the act.
  const proposed = choices.find(({ place }) => place === "prev")?.version ?? choices[0]?.version;
  if (to === undefined && proposed !== undefined) redirect(`/admin/images/${name}/rollback?to=${proposed}`);
  if (to === undefined) return <Empty title={`${name} has no other build to go back to.`} />;
  const preview = await readPreview(actor, { act: "rollback", image: name, version: to });
  if (!preview) notFound();
  const version = to;
  const { expectedLatestVersion, needsSecond } = preview;
  const isDone = expectedLatestVersion === version;
  return (
    <PreviewPage
      preview={preview}
      title={`Roll back to ${version}`}
      done={isDone ? `${version} is latest` : null}
      choice={!isDone && choices.length > 1 && <ChooseBuild label="Go back to" name="to" choices={choices} chosen={version} />}
    >
      <ActionForm
        action={promoteBuild}
        submit={needsSecond ? `Ask to roll back to ${version}` : `Roll back to ${version}`}
        done={needsSecond ? "Asked. Another releaser has to confirm it." : "Rolled back."}
        look="primary"
        hidden={{ imageName: name, version, expectedLatestVersion: expectedLatestVersion ?? "" }}
        fields={[{ name: "reason", label: "Reason", required: true, maxLength: 500, hint: "What is wrong with the present latest? Shown in the image's history." }]}
      />
    </PreviewPage>
  );
}
