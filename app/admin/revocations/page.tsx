import type { Metadata } from "next";
import { PageHead } from "#components/admin/page-head.tsx";
import { RevocationTable } from "#components/admin/release/revocation-table.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { admitToPage } from "#lib/auth/session.ts";
import { listRevocations } from "#lib/revocations/data.ts";

export const metadata: Metadata = { title: "Revocations", robots: { index: false } };

export default async function RevocationsPage() {
  const actor = await admitToPage("admin:view", "/admin/revocations");
  const revocations = await listRevocations(actor);
  return (
    <>
      <PageHead title="Revocations" lead="A revocation is never undone: who has read the warning must be able to rely on it. If a build was revoked by mistake, build the image again and promote the new build; its page and feeds then say so. To revoke one, go to its page or to the history of its image." />
      {revocations.length === 0 ? <Empty title="No build was ever revoked." /> : <RevocationTable revocations={revocations} />}
    </>
  );
}
