import type { Transaction } from "#lib/db.ts";
import { filesOf, signatureMediaType, signatureNameOf } from "#lib/publishing/file-names.ts";
import { demoKeyPrefix } from "../schema.ts";

// Names of a build's files with placeholders, by the rule that names real ones.
const [image, version] = ["IMAGE", "00000000-1"];
const files = filesOf(image, version).map(({ kind, fileName, mediaType, isSigned }) => ({ kind, name: fileName, mediaType, isSigned }));
const sizes: Record<string, number> = { qcow2: 380_000_000, config: 14_000, metalink: 21_000, packages: 9_000, sbom: 64_000, tests: 16_000, provenance: 7_000, log: 88_000, checksums: 900 };

/**
 * The files of the planned builds that have not failed, with their signatures: names as real ones, sizes and hashes made
 * up, and nothing in the store. Older builds have the image alone.
 */
export async function writeFiles(tx: Transaction): Promise<void> {
  const list = JSON.stringify(files.map((file) => ({ ...file, size: sizes[file.kind] ?? 1_000 })));
  await tx.$executeRaw`
    insert into artifacts (id, build_id, kind, file_name, storage_key, media_type, size_bytes, sha256, sha512)
    select gen_random_uuid(), d.id, (f ->> 'kind')::artifact_kind, named.file_name, ${demoKeyPrefix} || d.id || '/' || named.file_name, f ->> 'mediaType',
      (f ->> 'size')::bigint * (80 + d.seed % 240) / 100 + (d.seed * d.n) % 99991, encode(sha256((d.id || named.file_name)::bytea), 'hex'), encode(sha512((d.id || named.file_name)::bytea), 'hex')
    from demo_builds d
    cross join lateral jsonb_array_elements(${list}::jsonb) as f
    cross join lateral (select replace(replace(f ->> 'name', ${image}, d.name), ${version}, d.version) as file_name) as named
    where not d.fails and (d.is_detailed or f ->> 'kind' = 'qcow2')`;
  const signed = files.filter(({ isSigned }) => isSigned).map(({ kind }) => kind);
  await tx.$executeRaw`
    insert into artifacts (build_id, kind, file_name, storage_key, media_type, size_bytes, sha256, sha512, signature_of_id, signing_key_fingerprint, gpg_verified_at)
    select a.build_id, 'signature', a.file_name || ${signatureNameOf("")}, a.storage_key || ${signatureNameOf("")}, ${signatureMediaType}, 228,
      encode(sha256(a.sha256::bytea), 'hex'), encode(sha512(a.sha256::bytea), 'hex'), a.id, (select fingerprint from signing_keys where state = 'active'), d.published_at - interval '1 minute'
    from demo_builds d join artifacts a on a.build_id = d.id
    where a.kind::text = any(${signed}::text[])`;
}
