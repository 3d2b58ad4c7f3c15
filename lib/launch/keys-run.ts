import { userInfo } from "node:os";
import { systemActor } from "#lib/auth/actor.ts";
import { db } from "#lib/db.ts";
import { messageOf } from "#lib/errors.ts";
import { listKeys } from "#lib/keys/data.ts";
import { activateKey, planKey, revokeKey } from "#lib/keys/rotation/mutations.ts";
import { createKeyOperator } from "#lib/signing/operator-client.ts";
import type { KeysCommand } from "./keys-command.ts";

/** Carries out one command on the keys and says what came of it; the exit code. */
export async function runKeysCommand(command: KeysCommand, keyFile: string, say: (line: string) => void = console.log): Promise<number> {
  try {
    const { isDone, text } = await carryOut(command, keyFile);
    say(text);
    return isDone ? 0 : 1;
  } catch (error) {
    say(messageOf(error));
    return 1;
  } finally {
    await db.$disconnect();
  }
}

type Result = { isDone: boolean; text: string };

async function carryOut(command: KeysCommand, keyFile: string): Promise<Result> {
  const operator = createKeyOperator(keyFile);
  const actor = systemActor(`npm run keys (${userInfo().username})`);
  switch (command.name) {
    case "list":
      return { isDone: true, text: (await listKeys()).map(lineOf).join("\n") || "No key is published yet." };
    case "plan": {
      const { algorithm, validDays, displayName, email } = command;
      const planned = await planKey(actor, operator, { algorithm, validDays, name: displayName, email });
      const certified = planned.certifiedBy ? `certified by ${planned.certifiedBy}` : "certified by no key: the one in use is revoked or expired";
      return { isDone: true, text: `${planned.isNew ? "Planned and published" : "Already planned"}: ${planned.fingerprint}, ${certified}.\nIt may take over from ${planned.takesOverFrom.toISOString()} on: npm run keys -- activate` };
    }
    case "activate": {
      const activated = await activateKey(actor, operator, command.reason);
      if (!activated.ok) return { isDone: false, text: activated.message };
      const { fingerprint, previous } = activated.value;
      return { isDone: true, text: `${fingerprint} signs from now on.${previous ? ` ${previous} is retired; what it signed stays valid.` : ""}` };
    }
    case "revoke": {
      const { name: _name, ...revoking } = command;
      const revoked = await revokeKey(actor, operator, revoking);
      if (!revoked.ok) return { isDone: false, text: revoked.message };
      const next = revoked.value.wasActive ? "\nNothing is signed any more: npm run keys -- plan, then npm run keys -- activate --force --reason \"…\"" : "";
      return { isDone: true, text: `${command.fingerprint} is revoked, and its revocation is published.${next}` };
    }
  }
}

function lineOf({ standing, fingerprint, algorithm, validUntil, signed, userId }: Awaited<ReturnType<typeof listKeys>>[number]): string {
  const until = validUntil ? `until ${validUntil.toISOString().slice(0, 10)}` : "without end";
  return `${standing.padEnd(8)}  ${fingerprint}  ${algorithm.padEnd(8)}  ${until.padEnd(16)}  ${signed?.builds ?? 0} builds  ${userId}`;
}
