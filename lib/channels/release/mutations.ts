import type { Actor } from "#lib/auth/actor.ts";
import type { Outcome } from "#lib/errors.ts";
import { promoteOrAsk } from "../requests/mutations.ts";
import type { PromotedOne, PromoteSeveral } from "./schema.ts";

/**
 * Promotes builds of several images one after the other, each in a transaction of its own with its own audit row: what is
 * refused of one image stops no other one, and the answer names each with what became of it.
 */
export async function promoteSeveral(actor: Actor, { picks, reason }: PromoteSeveral): Promise<Outcome<{ results: PromotedOne[] }, never>> {
  const results: PromotedOne[] = [];
  for (const { imageName, version, expectedLatestVersion } of picks) {
    const outcome = await promoteOrAsk(actor, { imageName, version, expectedLatestVersion, reason });
    const one = { image: imageName, version };
    if (!outcome.ok) results.push({ ...one, state: "refused", message: outcome.message });
    else if (outcome.value.state === "asked") results.push({ ...one, state: "asked", message: "Another releaser has to confirm it." });
    else results.push({ ...one, state: "promoted", message: "It is latest now." });
  }
  return { ok: true, value: { results } };
}
