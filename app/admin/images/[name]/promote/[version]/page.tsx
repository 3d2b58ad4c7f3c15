import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ActionForm } from "#components/admin/action-form.tsx";
import { PreviewPage } from "#components/admin/release/preview-page.tsx";
import { admitToPage } from "#lib/auth/session.ts";
import { versionSchema } from "#lib/builds/schema.ts";
import { readPreview } from "#lib/channels/preview/data.ts";
import { promoteBuild } from "../../../../actions.ts";

export const metadata: Metadata = { title: "Promote", robots: { index: false } };

export default async function PromotePage({ params }: PageProps<"/admin/images/[name]/promote/[version]">) {
  const { name, version } = await params;
  const actor = await admitToPage("channel:promote", `/admin/images/${name}/promote/${version}`);
  const preview = versionSchema.safeParse(version).success ? await readPreview(actor, { act: "promote", image: name, version }) : null;
  if (!preview) notFound();
  const { expectedLatestVersion, needsSecond } = preview;
  return (
    <PreviewPage preview={preview} title={`Promote ${version} to latest`} done={expectedLatestVersion === version ? `${version} is latest` : null}>
      <ActionForm
        action={promoteBuild}
        submit={needsSecond ? `Ask to promote ${version}` : `Promote ${version} to latest`}
        done={needsSecond ? "Asked. Another releaser has to confirm it." : "Promoted."}
        look="primary"
        hidden={{ imageName: name, version, expectedLatestVersion: expectedLatestVersion ?? "" }}
        fields={[{ name: "reason", label: "Reason (optional)", maxLength: 500, hint: "Shown in the image's history." }]}
      />
    </PreviewPage>
  );
}
