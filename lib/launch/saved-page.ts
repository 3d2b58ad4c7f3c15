import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import tailwind from "@tailwindcss/postcss";
import postcss from "postcss";
import { rolldown } from "rolldown";
import { root } from "../../bin/prepare.mjs";

const source = join(root, "app", "(portal)", "verify", "saved");
const components = join(root, "components", "verify");

/** Makes the program and the look of the verify page that is saved as one file, beside the built pages. */
export async function bundleSavedPage(): Promise<void> {
  const folder = join(root, ".next", "saved-page");
  await mkdir(folder, { recursive: true });
  const texts = { "page.js": bundle(join(source, "main.tsx")), "worker.js": bundle(join(components, "worker.ts")), "page.css": style(join(source, "page.css")) };
  await Promise.all(Object.entries(texts).map(async ([name, text]) => writeFile(join(folder, name), await text)));
}

/** One script without imports: a file on a disk may not load others. */
async function bundle(input: string): Promise<string> {
  const made = await rolldown({
    input,
    cwd: root,
    platform: "browser",
    transform: { define: { "process.env.NODE_ENV": '"production"' }, jsx: { runtime: "automatic" } },
    resolve: { alias: { [join(components, "open-worker.ts")]: join(source, "open-worker.ts") } },
    onLog: (level, log) => {
      // Marks for Next, which mean nothing where all runs in the browser.
      if (level === "warn" && log.code !== "MODULE_LEVEL_DIRECTIVE") throw new Error(`${log.code}: ${log.message}`);
    },
  });
  const { output } = await made.generate({ format: "iife", minify: true, codeSplitting: false });
  await made.close();
  return output[0].code;
}

/** The styles that the page uses, with the fonts as data. */
async function style(file: string): Promise<string> {
  const { css } = await postcss([tailwind({ base: source, optimize: { minify: true } })]).process(await readFile(file, "utf8"), { from: file });
  const fonts = [...new Set(css.match(/@fontsource-variable\/[\w./-]+\.woff2/g) ?? [])];
  const encoded = await Promise.all(fonts.map(async (font) => [font, (await readFile(join(root, "node_modules", font))).toString("base64")] as const));
  return encoded.reduce((text, [font, bytes]) => text.replaceAll(new RegExp(`(["']?)${font}\\1`, "g"), `"data:font/woff2;base64,${bytes}"`), css);
}
