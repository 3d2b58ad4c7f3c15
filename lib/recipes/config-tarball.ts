import { createWriteStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { pack } from "tar-stream";
import { listFiles, type LoadedRecipe } from "./load.ts";
import { rebuildReadme, rebuildScript } from "./rebuild-script.ts";

/** Any fixed moment serves: 2000-01-01, so that no tool complains of files from 1970. */
const MTIME = new Date(Date.UTC(2000, 0, 1));

/**
 * Writes the configuration tarball of an image: its recipe, a README and a script that rebuilds it with stock tools.
 * The same recipe gives the same bytes: sorted names, fixed owner, mode and time (Node writes no time into gzip headers,
 * RFC 1952 §2.3.1).
 */
export async function writeConfigTarball(loaded: LoadedRecipe, outPath: string): Promise<void> {
  const top = `${loaded.recipe.name}.config`;
  const tar = pack();
  const written = pipeline(tar, createGzip({ level: 9 }), createWriteStream(outPath));
  const add = (path: string, content: string | Buffer, isExecutable: boolean) =>
    tar.entry({ name: `${top}/${path}`, mode: isExecutable ? 0o755 : 0o644, mtime: MTIME, uid: 0, gid: 0, uname: "root", gname: "root" }, content);
  add("README.md", rebuildReadme(loaded), false);
  add("rebuild.sh", rebuildScript(loaded), true);
  for (const file of await listFiles(loaded.folder)) {
    add(`${loaded.recipe.name}/${file.path}`, await readFile(join(loaded.folder, file.path)), file.isExecutable);
  }
  tar.finalize();
  await written;
}
