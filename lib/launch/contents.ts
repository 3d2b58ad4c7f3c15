import { ensureFirstAdmin } from "#lib/auth/users/mutations.ts";
import { loadDefaultCatalog } from "#lib/default-catalog/mutations.ts";
import { publishActiveKey } from "#lib/keys/mutations.ts";
import { ensureDefaultSchedules } from "#lib/schedule/mutations.ts";
import { describePublicKey } from "#lib/signing/keys.ts";

export type Contents = { summary: string; firstAdmin: { name: string; password: string } | null };

/** Fills the database with what the portal needs before its first page: catalog, signing key, first admin. */
export async function prepareContents(armoredPublicKey: string): Promise<Contents> {
  const catalog = await loadDefaultCatalog();
  await ensureDefaultSchedules();
  const key = await publishActiveKey(await describePublicKey(armoredPublicKey));
  const firstAdmin = await ensureFirstAdmin();
  const changed = catalog.created + catalog.updated;
  const summary = changed === 0 ? "up to date" : `${catalog.created} entries added, ${catalog.updated} changed`;
  // Without a key builds fail at their signature; everything else works, and the remedy needs a running signing process.
  return { firstAdmin, summary: key.ok ? summary : `${summary}. ${key.message}` };
}
