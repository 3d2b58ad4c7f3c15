import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { readPrivateKey, type PrivateKey } from "openpgp";
import { certify, withRevocation, type RevocationReason } from "./certify.ts";
import { SigningError } from "./errors.ts";
import { fileExists, loadPrivateKey, storePrivateKey, type KeyFiles } from "./key-file.ts";
import { fingerprintOf, generateSigningKey, publicKeyOf, type KeyOptions, type UserId } from "./keys.ts";

/** A private key in memory, with its public half to publish. */
export type HeldKey = { key: PrivateKey; fingerprint: string; armored: string };
export type Plan = Pick<KeyOptions, "algorithm" | "validDays"> & Partial<Pick<UserId, "name" | "email">>;

/**
 * The keys of the signing process: the one in use (`KEYFILE`), the planned next one (`KEYFILE.next`), and those that were
 * in use before (`KEYFILE.old/FINGERPRINT.asc`), which are kept only so that they can still be revoked. Every change is on
 * the disk before it counts in memory, and may be asked for again after a crash.
 */
export class Keyring {
  readonly #files: KeyFiles;
  readonly #fallback: UserId;
  #present: HeldKey;
  #next: HeldKey | null;
  #lastChange: Promise<unknown> = Promise.resolve();

  private constructor(files: KeyFiles, fallback: UserId, present: HeldKey, next: HeldKey | null) {
    this.#files = files;
    this.#fallback = fallback;
    this.#present = present;
    this.#next = next;
  }

  /** Loads the keys; `fallback` completes the user id of a planned key. Throws `SigningError` with code `bad-key-file`. */
  static async open(files: KeyFiles, fallback: UserId): Promise<Keyring> {
    const { keyFile, passphraseFile } = files;
    const present = held(await loadPrivateKey(keyFile, passphraseFile));
    const next = (await fileExists(nextFileOf(keyFile))) ? held(await loadPrivateKey(nextFileOf(keyFile), passphraseFile)) : null;
    const keyring = new Keyring(files, fallback, present, next);
    // What was put into use just before a crash is planned no more.
    if (next?.fingerprint === present.fingerprint) await keyring.#removeNext();
    return keyring;
  }

  get present(): HeldKey {
    return this.#present;
  }

  get next(): HeldKey | null {
    return this.#next;
  }

  /**
   * Makes the next key, certified by the present one, or keeps the one that is planned already (an operator's own key may
   * lie there). It takes over the user id of the present key where none is given. A revoked or expired key certifies nothing.
   */
  plan(plan: Plan): Promise<HeldKey & { certifiedBy: string | null; isNew: boolean }> {
    return this.#oneByOne(async () => {
      const isNew = this.#next === null;
      const next = this.#next?.key ?? (await this.#generate(plan));
      const certifier = this.#present;
      const mayCertify = await certifier.key.verifyPrimaryKey().then(() => true, () => false);
      const isToBeCertified = mayCertify && !isCertifiedBy(next, certifier.fingerprint);
      if (isToBeCertified) await certify(next, certifier.key);
      if (isNew || isToBeCertified) await storePrivateKey(next, nextFileOf(this.#files.keyFile), this.#files.passphraseFile);
      this.#next = held(next);
      return { ...this.#next, certifiedBy: mayCertify ? certifier.fingerprint : null, isNew };
    });
  }

  /** Puts the planned key into use. Asked again with the key that is in use already, it changes nothing. */
  activate(fingerprint: string): Promise<HeldKey> {
    return this.#oneByOne(async () => {
      if (fingerprint === this.#present.fingerprint) return this.#present;
      const next = this.#next;
      if (next?.fingerprint !== fingerprint) throw new SigningError("unknown-key", `fingerprint: ${fingerprint} is not the planned key${next ? `; that is ${next.fingerprint}` : "; none is planned"}`);
      if (await next.key.isRevoked()) throw new SigningError("key-revoked", `fingerprint: ${fingerprint} is revoked; plan another key`);
      await next.key.getSigningKey().catch((error: unknown) => {
        throw new SigningError("key-unusable", `fingerprint: ${fingerprint} cannot sign now`, { cause: error });
      });
      const { keyFile, passphraseFile } = this.#files;
      await this.#putAway(this.#present.key);
      await storePrivateKey(next.key, keyFile, passphraseFile);
      await this.#removeNext();
      this.#present = next;
      return next;
    });
  }

  /** Revokes any key of the folder and returns its public half with the revocation. A revoked key stays as it is. */
  revoke(fingerprint: string, reason: RevocationReason, explanation: string): Promise<HeldKey> {
    return this.#oneByOne(async () => {
      const { keyFile, passphraseFile } = this.#files;
      const isPresent = fingerprint === this.#present.fingerprint;
      const isNext = fingerprint === this.#next?.fingerprint;
      const file = isPresent ? keyFile : oldFileOf(keyFile, fingerprint);
      const key = isPresent ? this.#present.key : isNext ? this.#next?.key : (await fileExists(file)) ? await loadPrivateKey(file, passphraseFile) : undefined;
      if (!key) throw new SigningError("unknown-key", `fingerprint: this signing process does not hold ${fingerprint}; revoke it with \`gpg\` where its private key is`);
      const revoked = (await key.isRevoked()) ? held(key) : held(await withRevocation(key, reason, explanation));
      if (isPresent) await storePrivateKey(revoked.key, file, passphraseFile);
      else await this.#putAway(revoked.key);
      if (isPresent) this.#present = revoked;
      if (isNext) await this.#removeNext();
      return revoked;
    });
  }

  async #generate({ name, email, ...options }: Plan): Promise<PrivateKey> {
    const present = this.#present.key.users[0]?.userID;
    const chosen = {
      name: name ?? (present?.name || this.#fallback.name),
      email: email ?? (present?.email || this.#fallback.email),
      comment: present?.comment,
    };
    const userId: UserId = { name: chosen.name, ...(chosen.email ? { email: chosen.email } : {}), ...(chosen.comment ? { comment: chosen.comment } : {}) };
    const { privateKey } = await generateSigningKey({ ...options, userId });
    return readPrivateKey({ armoredKey: privateKey });
  }

  async #putAway(key: PrivateKey): Promise<void> {
    const { keyFile, passphraseFile } = this.#files;
    await mkdir(`${keyFile}.old`, { recursive: true, mode: 0o700 });
    await storePrivateKey(key, oldFileOf(keyFile, fingerprintOf(key)), passphraseFile);
  }

  async #removeNext(): Promise<void> {
    await rm(nextFileOf(this.#files.keyFile), { force: true });
    this.#next = null;
  }

  #oneByOne<T>(change: () => Promise<T>): Promise<T> {
    const changing = this.#lastChange.then(change);
    this.#lastChange = changing.catch(() => undefined);
    return changing;
  }
}

function held(key: PrivateKey): HeldKey {
  return { key, fingerprint: fingerprintOf(key), armored: publicKeyOf(key) };
}

function isCertifiedBy({ users }: PrivateKey, fingerprint: string): boolean {
  return users.some(({ otherCertifications }) =>
    otherCertifications.some(({ issuerFingerprint }) => issuerFingerprint && Buffer.from(issuerFingerprint).toString("hex").toUpperCase() === fingerprint),
  );
}

const nextFileOf = (keyFile: string) => `${keyFile}.next`;
const oldFileOf = (keyFile: string, fingerprint: string) => join(`${keyFile}.old`, `${fingerprint}.asc`);
