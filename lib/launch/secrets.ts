import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";

const secretsSchema = z.object({ databasePassword: z.string().min(16), sessionSecret: z.string().min(32) });

export type Secrets = z.infer<typeof secretsSchema>;

/** Reads the secrets that the first start makes for the embedded parts; only the owner may read the file. */
export function readOrMakeSecrets(path: string): Secrets {
  if (existsSync(path)) return secretsSchema.parse(JSON.parse(readFileSync(path, "utf8")));
  const secrets: Secrets = { databasePassword: randomBytes(24).toString("base64url"), sessionSecret: randomBytes(48).toString("base64url") };
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
  return secrets;
}
