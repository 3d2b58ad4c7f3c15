import { readKey } from "openpgp";
import { mailAddressOf } from "./rules.ts";

/**
 * A public key in binary form, with only the user ids that carry `address`: what a Web Key Directory and the DNS hand out.
 * `isMinimal` leaves out what other keys certify, for places where every byte counts.
 */
export async function keyForAddress(armored: string, address: string, { isMinimal = false } = {}): Promise<Uint8Array> {
  const key = await readKey({ armoredKey: armored });
  key.users = key.users.filter(({ userID }) => userID && mailAddressOf(userID.userID) === address);
  if (isMinimal) for (const user of key.users) user.otherCertifications = [];
  return key.write();
}
