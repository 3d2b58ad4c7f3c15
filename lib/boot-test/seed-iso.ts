import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runProcess } from "#lib/process.ts";

export type SeedOptions = { instanceId: string; hostname: string; publicKey: string };

/**
 * The two files of cloud-init's NoCloud data source. Only the key is injected, as a cloud's metadata service does: the
 * user, the password and every other setting must come from the image itself, or the test would test its own seed.
 */
export function seedFiles(options: SeedOptions): { "meta-data": string; "user-data": string } {
  // JSON is YAML, so values need no quoting rules of their own.
  const metaData = {
    "instance-id": options.instanceId,
    "local-hostname": options.hostname,
    "public-keys": [options.publicKey.trim()],
  };
  return { "meta-data": `${JSON.stringify(metaData, null, 2)}\n`, "user-data": "#cloud-config\n{}\n" };
}

/**
 * Writes the seed as an ISO 9660 image with the volume label `cidata`, by which cloud-init finds it.
 *
 * @throws ProcessError when genisoimage is missing or fails
 */
export async function writeSeedIso(isoPath: string, workDir: string, options: SeedOptions, signal?: AbortSignal): Promise<void> {
  const folder = join(workDir, "seed");
  await mkdir(folder, { recursive: true });
  const files = seedFiles(options);
  const paths: string[] = [];
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    await writeFile(path, content, { mode: 0o600 });
    paths.push(path);
  }
  await runProcess({
    command: "genisoimage",
    args: ["-quiet", "-output", isoPath, "-volid", "cidata", "-joliet", "-rock", ...paths],
    timeoutMs: 30_000,
    signal,
  });
}
