import { db } from "#lib/db.ts";
import type { SignatureLink } from "./schema.ts";

/** The links to signatures that registered images carry in the clouds, each build once. */
export async function listSignatureLinks(): Promise<SignatureLink[]> {
  return db.$queryRaw<SignatureLink[]>`
    select distinct on (r.build_id) r.build_id as "buildId", r.wanted->'properties'->>'image_factory_signature_url' as url, s.sha256
    from glance_registrations r
    join clouds c on c.name = r.cloud and c.is_configured
    join artifacts f on f.build_id = r.build_id and f.kind = 'qcow2'
    join artifacts s on s.signature_of_id = f.id
    where r.state <> 'removed' and r.wanted->'properties' ? 'image_factory_signature_url'
    order by r.build_id, r.updated_at desc`;
}
