import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { chooseDebianMirrors, type AptSource, type DebianMirrors, parseDeb822, parseSourcesList } from "./apt-sources.ts";
import { BuilderError } from "./types.ts";

/**
 * The mirrors that a build installs from: those asked for, else those of the host's own apt.
 * @throws BuilderError when neither gives one, or when an address could leak a password into the image
 */
export async function resolveMirrors(
  release: string,
  asked: Partial<DebianMirrors>,
  aptFolder = "/etc/apt",
): Promise<DebianMirrors> {
  const host = asked.mirror && asked.securityMirror ? {} : chooseDebianMirrors(await readAptSources(aptFolder), release);
  return {
    mirror: checked("mirror", asked.mirror ?? host.mirror, release),
    securityMirror: checked("securityMirror", asked.securityMirror ?? host.securityMirror, release),
  };
}

async function readAptSources(aptFolder: string): Promise<AptSource[]> {
  const lists = join(aptFolder, "sources.list.d");
  const names = (await readdir(lists).catch(() => [])).sort();
  const oneLine = [join(aptFolder, "sources.list"), ...names.filter((name) => name.endsWith(".list")).map((name) => join(lists, name))];
  const deb822 = names.filter((name) => name.endsWith(".sources")).map((name) => join(lists, name));
  const read = (path: string) => readFile(path, "utf8").catch(() => "");
  const [first, second] = await Promise.all([Promise.all(oneLine.map(read)), Promise.all(deb822.map(read))]);
  return [...first.flatMap(parseSourcesList), ...second.flatMap(parseDeb822)];
}

function checked(field: keyof DebianMirrors, value: string | undefined, release: string): string {
  if (!value) {
    throw new BuilderError(`${field} is not set and this host's apt has no source for Debian ${release}; set ${field} to a mirror's address`);
  }
  const url = URL.parse(value);
  if (!url || !/^https?:$/.test(url.protocol) || !/^[\x21-\x7e]+$/.test(value) || /["'$`\\<>]/.test(value)) {
    throw new BuilderError(`${field} is ${JSON.stringify(value)}; use an http or https address`);
  }
  if (url.username || url.password) {
    throw new BuilderError(`${field} holds a user name or password, which would end up in the image; use a mirror without login`);
  }
  return value.replace(/\/+$/, "");
}
