import { z } from "zod";

const name = (pattern: RegExp, words: string) => z.string().max(80).regex(pattern, words);

/** An image's name: a category prefix and words, `Standard_Debian_12`; never a path. */
export const recipeNameSchema = name(
  /^[A-Za-z0-9]+(?:[_.-][A-Za-z0-9]+)*$/,
  "use letters and digits, joined by single _ - or . characters",
);

const elementName = name(/^[a-z0-9]+(?:[-_][a-z0-9]+)*$/, "use lower-case letters, digits, - and _: the name of an element's folder");
/** Debian Policy §5.6.1. */
const packageName = name(/^[a-z0-9][a-z0-9+.-]+$/, "use a Debian package name: lower-case letters, digits, + - .");
const word = name(/^[a-z][a-z0-9-]*$/, "use one lower-case word");

/** A `recipe.yaml`: what an image is made of. Unknown fields are refused, so that no typing error is ignored. */
export const recipeSchema = z.strictObject({
  name: recipeNameSchema,
  summary: z.string().min(1).max(200),
  builder: z.enum(["diskimage-builder", "kiwi"]),
  distribution: z.literal("debian"),
  release: word,
  releaseNumber: name(/^\d+(\.\d+)*$/, 'use a release number in quotes, such as "12"'),
  architecture: z.enum(["x86_64", "aarch64"]),
  firmware: z.enum(["bios", "uefi"]),
  /** Size of the root disk, and the smallest that the image may be given. */
  minDiskGib: z.int().min(1).max(1024),
  minRamMib: z.int().min(128).max(1_048_576),
  loginUser: name(/^[a-z_][a-z0-9_-]*$/, "use a POSIX user name in lower case"),
  components: z.array(word).min(1).default(["main"]),
  elements: z.array(elementName).min(1),
  packages: z.array(packageName).default([]),
  /** Settings of the builder itself; only its own variables, so that a recipe cannot change how programs are found. */
  environment: z
    .record(name(/^DIB_[A-Z0-9_]+$/, "use a variable of diskimage-builder: DIB_…"), z.string().max(500).regex(/^[^\0\n]*$/, "use one line"))
    .default({}),
});

export type Recipe = z.output<typeof recipeSchema>;
