export type RecipeRow = { name: string; summary: string; builder: string; distribution: string; release: string; hash: string; files: number; images: string[] } | { name: string; problem: string };

/** A file of a recipe; `text` is null where it is no text or too long to show. */
export type RecipeFileView = { path: string; isExecutable: boolean; sha256: string; sizeBytes: number; text: string | null };

/** One build that a recipe has made; `hash` is that of the recipe as it was then. */
export type RecipeBuild = { image: string; version: string; status: string; hash: string | null; at: Date };

export type RecipePage = {
  name: string;
  summary: string;
  builder: string;
  facts: { term: string; value: string }[];
  /** SHA-256 over path, executable bit and content of every file. */
  hash: string;
  files: RecipeFileView[];
  images: string[];
  builds: RecipeBuild[];
};
