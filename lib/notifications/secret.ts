import { randomBytes } from "node:crypto";
import { readEnv } from "#lib/env.ts";
import { AppError } from "#lib/errors.ts";
import { seal, unseal } from "#lib/sealed.ts";

const purpose = "imagefactory webhook secret v1";

function key(): string {
  const value = readEnv().NOTIFICATION_SECRET;
  if (!value) throw new AppError("unavailable", "NOTIFICATION_SECRET is not set here, so the secrets of webhooks cannot be opened. `npm start` derives it; set the same for `npm run web` and `npm run worker`.");
  return value;
}

/** A new secret of a webhook, `whsec_` and 32 random bytes in base64 (Standard Webhooks), plain for the one showing and sealed for the database. */
export function makeSecret(subscriptionId: string): { plain: string; sealed: string } {
  const plain = `whsec_${randomBytes(32).toString("base64")}`;
  return { plain, sealed: seal(key(), purpose, subscriptionId, plain) };
}

/** Opens a secret for the sender; throws when it was sealed under another `NOTIFICATION_SECRET`. */
export function openSecret(subscriptionId: string, sealed: string): string {
  const plain = unseal(key(), purpose, subscriptionId, sealed);
  if (plain === null) throw new AppError("unavailable", "The secret was made under another NOTIFICATION_SECRET: set the same for web and workers, or make a new secret.");
  return plain;
}
