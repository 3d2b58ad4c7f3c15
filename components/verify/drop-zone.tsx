import { FileCheck } from "lucide-react";
import { useState } from "react";
import type { Words } from "./words.ts";

/**
 * The one large place for files. The input itself covers it, unseen: browsers let people drop files on an input, and so it
 * needs no code for that, and works by keyboard and for scripts as any other input does.
 */
export function DropZone({ words, onFiles }: { words: Words; onFiles: (files: File[]) => void }) {
  const [isOver, setOver] = useState(false);
  const look = isOver ? "border-accent bg-accent-wash" : "border-line-strong bg-surface hover:bg-sunken";
  return (
    <label className={`relative flex min-h-64 flex-col items-center justify-center gap-2 rounded-md border-2 border-dashed px-5 py-10 text-center transition-colors duration-120 has-focus-visible:border-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent ${look}`}>
      <FileCheck size={34} strokeWidth={1.5} aria-hidden className="text-accent" />
      <span className="text-xl font-semibold tracking-[-0.01em] pointer-coarse:hidden">{words.drop}</span>
      <span className="link pointer-coarse:hidden">{words.choose}</span>
      <span className="hidden text-xl font-semibold tracking-[-0.01em] pointer-coarse:block">{words.chooseFiles}</span>
      <span className="mt-2 max-w-[60ch] text-soft">{words.hint}</span>
      <input
        type="file"
        name="file"
        multiple
        className="absolute inset-0 cursor-pointer opacity-0"
        onDragEnter={() => setOver(true)}
        onDragLeave={() => setOver(false)}
        onDrop={() => setOver(false)}
        onChange={({ target }) => {
          const files = [...(target.files ?? [])];
          // The same file may be chosen again, after it was repaired.
          target.value = "";
          if (files.length > 0) onFiles(files);
        }}
      />
    </label>
  );
}
