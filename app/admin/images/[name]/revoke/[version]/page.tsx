import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ActionForm } from "#components/admin/action-form.tsx";
import { ChooseBuild } from "#components/admin/release/choose-build.tsx";
import { PreviewPage } from "#components/admin/release/preview-page.tsx";
import { admitToPage } from "#lib/auth/session.ts";
import { versionSchema } from "#lib/builds/schema.ts";
import { listPromotable, readPreview } from "#lib/channels/preview/data.ts";
import { revokeViewSchema } from "#lib/channels/preview/schema.ts";
import { revocationFields } from "#components/admin/release/revocation-fields.ts";
import { revokeBuild } from "../../../../release/actions.ts";

export const metadata: Metadata = { title: "Revoke", robots: { index: false } };

export default async function RevokePage({ params, searchParams }: PageProps<"/admin/images/[name]/revoke/[version]">) {
  const { name, version } = await params;
  const actor = await admitToPage("build:revoke", `/admin/images/${name}/revoke/${version}`);
  const { next } = revokeViewSchema.parse(await searchParams);
  if (!versionSchema.safeParse(version).success) notFound();
  const [preview, promotable] = await Promise.all([readPreview(actor, { act: "revoke", image: name, version, successor: next }), listPromotable(actor, name)]);
  if (!preview) notFound();
  const choices = promotable.filter((choice) => choice.version !== version);
  const isLatest = preview.expectedLatestVersion === version;
  // Whoever uses another build than latest is best off with latest, which is nothing to be promoted.
  const latest = isLatest ? null : preview.expectedLatestVersion;
  const replacements = [...(latest ? [latest] : []), ...choices.map((choice) => choice.version)];
  const nothing = { value: "none", label: "Leave latest empty, with a notice" };
  return (
    <PreviewPage
      preview={preview}
      title={`Revoke ${version}`}
      done={preview.isRevoked ? `${version} is revoked, for good` : null}
      hasChosen={next !== undefined}
      choice={isLatest && <ChooseBuild label="It is latest now. Afterwards latest is" name="next" choices={choices} chosen={next} others={[nothing]} />}
    >
      <p className="mb-4 max-w-[60ch]">A revocation is never undone and never changed. Its files stay where they are, with a warning, and customers read what you write here.</p>
      <ActionForm
        action={revokeBuild}
        submit={`Revoke ${version} for good`}
        done="Revoked."
        look="danger"
        hidden={{ imageName: name, version, expectedLatestVersion: preview.expectedLatestVersion ?? "", ...(isLatest && next ? { successorVersion: next } : {}) }}
        fields={revocationFields(replacements, next === "none" ? undefined : (next ?? latest ?? undefined))}
      />
    </PreviewPage>
  );
}
