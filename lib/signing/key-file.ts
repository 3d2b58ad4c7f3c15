import { constants } from "node:fs";
import { chmod, mkdir, open, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { decryptKey, encryptKey, readPrivateKey, type PrivateKey } from "openpgp";
import { SigningError } from "./errors.ts";
import { generateSigningKey, type UserId } from "./keys.ts";

const maxKeyFileBytes = 1024 * 1024;

/** Where the key in use lies, and the passphrase of all keys there. */
export type KeyFiles = { keyFile: string; passphraseFile?: string };

/**
 * Loads an armored private key that only its owner may read (mode 0600), decrypted with the first line of the passphrase
 * file when it is encrypted. Throws `SigningError` with code `bad-key-file` that names the setting, the path and the remedy.
 */
export async function loadPrivateKey(keyFile: string, passphraseFile?: string): Promise<PrivateKey> {
  const armoredKey = await readSecret("SIGNING_KEY_FILE", keyFile);
  const key = await readPrivateKey({ armoredKey }).catch((error: unknown) => {
    throw refusal("SIGNING_KEY_FILE", keyFile, "is not one armored OpenPGP private key; export it with `gpg --export-secret-keys --armor`", error);
  });
  if (key.keyPacket.version !== 4) throw refusal("SIGNING_KEY_FILE", keyFile, "is not a version 4 key, which gpg 2.2 needs");
  if (key.isDecrypted()) return key;
  if (!passphraseFile) throw refusal("SIGNING_KEY_FILE", keyFile, "is encrypted; name the file with its passphrase in SIGNING_KEY_PASSPHRASE_FILE");
  const passphrase = await readPassphrase(passphraseFile);
  return decryptKey({ privateKey: key, passphrase }).catch((error: unknown) => {
    throw refusal("SIGNING_KEY_PASSPHRASE_FILE", passphraseFile, `does not hold the passphrase of ${keyFile}`, error);
  });
}

/**
 * Makes a development key at `keyFile` when there is nothing yet, encrypted when a passphrase file is given.
 * Returns whether it made one.
 */
export async function ensurePrivateKey({ keyFile, passphraseFile }: KeyFiles, userId: UserId): Promise<boolean> {
  await mkdir(dirname(keyFile), { recursive: true, mode: 0o700 });
  if (await fileExists(keyFile)) return false;
  const { privateKey } = await generateSigningKey({ userId });
  await storePrivateKey(await readPrivateKey({ armoredKey: privateKey }), keyFile, passphraseFile);
  return true;
}

/** Whether there is a key file; throws `SigningError` when that cannot be found out. */
export async function fileExists(keyFile: string): Promise<boolean> {
  return open(keyFile, constants.O_RDONLY).then((handle) => handle.close().then(() => true), (error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return false;
    throw refusal("SIGNING_KEY_FILE", keyFile, `cannot be opened (${error.code}); let the signing process's user read it`, error);
  });
}

/**
 * Writes a decrypted private key with mode 0600, encrypted when a passphrase file is given. What stood there before is
 * replaced in one step: after a crash the file holds one key or the other, whole.
 */
export async function storePrivateKey(key: PrivateKey, keyFile: string, passphraseFile?: string): Promise<void> {
  const stored = passphraseFile ? await encryptKey({ privateKey: key, passphrase: await readPassphrase(passphraseFile) }) : key;
  const whileWriting = `${keyFile}.new`;
  try {
    const handle = await open(whileWriting, "w", 0o600);
    try {
      // The mode of a new file is narrowed by the umask, which could take the owner's right away.
      await chmod(whileWriting, 0o600);
      await handle.writeFile(stored.armor());
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(whileWriting, keyFile);
  } catch (error) {
    throw refusal("SIGNING_KEY_FILE", keyFile, `cannot be written (${(error as NodeJS.ErrnoException).code}); let the signing process's user write there`, error);
  }
}

async function readPassphrase(file: string): Promise<string> {
  const passphrase = (await readSecret("SIGNING_KEY_PASSPHRASE_FILE", file)).split(/\r?\n/, 1)[0] ?? "";
  if (passphrase === "") throw refusal("SIGNING_KEY_PASSPHRASE_FILE", file, "has an empty first line; write the passphrase there");
  return passphrase;
}

async function readSecret(setting: string, file: string): Promise<string> {
  const handle = await open(file, constants.O_RDONLY).catch((error: NodeJS.ErrnoException) => {
    throw refusal(setting, file, `cannot be opened (${error.code}); name an existing file that the signing process's user may read`, error);
  });
  try {
    const facts = await handle.stat();
    if (!facts.isFile()) throw refusal(setting, file, "is not a regular file");
    if ((facts.mode & 0o077) !== 0) throw refusal(setting, file, `may be read by others (mode ${(facts.mode & 0o777).toString(8)}); run chmod 600 on it`);
    if (facts.uid !== process.getuid?.() && facts.uid !== 0) throw refusal(setting, file, "belongs to another user; run chown on it");
    if (facts.size > maxKeyFileBytes) throw refusal(setting, file, "is larger than 1 MiB: not a key");
    return await handle.readFile("utf8");
  } finally {
    await handle.close();
  }
}

function refusal(setting: string, file: string, problem: string, cause?: unknown): SigningError {
  return new SigningError("bad-key-file", `${setting}: "${file}" ${problem}.`, cause === undefined ? undefined : { cause });
}
