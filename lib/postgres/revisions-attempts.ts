const hashes = "repeat('a', 64), repeat('b', 128)";
const activeKey = "(select fingerprint from signing_keys where state = 'active')";

/** Publishes a build with a signed Metalink and revokes it. */
const revoked = [
  `insert into artifacts (build_id, kind, file_name, storage_key, media_type, size_bytes, sha256, sha512) values (:publishable, 'metalink', 'm.meta4', 'builds/m/m.meta4', 'x', 1, ${hashes})`,
  `insert into artifacts (build_id, kind, file_name, storage_key, media_type, size_bytes, sha256, sha512, signature_of_id, signing_key_fingerprint, gpg_verified_at)
   select build_id, 'signature', 'm.meta4.asc', 'builds/m/m.meta4.asc', 'x', 1, ${hashes}, id, ${activeKey}, now() from artifacts where kind = 'metalink'`,
  "update builds set status = 'published', published_at = now(), finished_at = now() where id = :publishable",
  "insert into revocations (build_id, reason, explanation, severity, actor_kind, actor_name) values (:publishable, 'defect', 'x', 'low', 'system', '')",
].join("; ");

const revise = (name: string, { key = `builds/m/revoked-${name}`, values = hashes, signed = "null, null" } = {}) =>
  `insert into artifact_revisions (artifact_id, storage_key, size_bytes, sha256, sha512, signing_key_fingerprint, gpg_verified_at)
   select id, '${key}', 1, ${values}, ${signed} from artifacts where file_name = '${name}'`;
const metalink = revise("m.meta4");
const signature = revise("m.meta4.asc", { signed: `${activeKey}, now()` });

/** Attempts at promises about files that were made anew after a revocation. */
export const revisionsAttempts: Record<string, string> = {
  artifact_revisions_of_revoked: `${revoked}; ${revise("image.qcow2")}`,
  artifact_revisions_values: `${revoked}; ${revise("m.meta4", { values: "'a', repeat('b', 128)" })}`,
  artifact_revisions_storage_key_shape: `${revoked}; ${revise("m.meta4", { key: "builds/../m" })}`,
  artifact_revisions_signature_is_verified: `${revoked}; ${revise("m.meta4.asc", { signed: `${activeKey}, null` })}`,
  artifact_revisions_are_whole: `${revoked}; ${metalink}`,
  artifact_revisions_kept: `${revoked}; ${metalink}; ${signature}; delete from artifact_revisions`,
};
