/** What the person at the terminal sees of a start: one line a step, with how long it took. */
export type StartConsole = {
  /** Runs one step and says what became of it; `detail` is what the step returned. */
  step: <T>(title: string, work: () => Promise<T>, detail?: (value: T) => string) => Promise<T>;
  say: (line: string) => void;
  /** A sign of life inside a long step; shown on a terminal only. */
  progress: (line: string) => void;
};

export function openConsole(stream: NodeJS.WriteStream = process.stdout): StartConsole {
  const clear = () => void (stream.isTTY && stream.write("\r\u001b[2K"));
  return {
    step: async (title, work, detail) => {
      const startedAt = performance.now();
      stream.write(stream.isTTY ? `• ${title} …` : `• ${title} …\n`);
      try {
        const value = await work();
        clear();
        const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
        const more = detail?.(value);
        stream.write(`✓ ${title}${more ? `: ${more}` : ""} (${seconds} s)\n`);
        return value;
      } catch (error) {
        clear();
        stream.write(`✗ ${title}\n`);
        throw error;
      }
    },
    say: (line) => {
      clear();
      stream.write(`${line}\n`);
    },
    progress: (line) => {
      if (!stream.isTTY) return;
      clear();
      stream.write(`  ${line.slice(0, (stream.columns || 80) - 3)}`);
    },
  };
}
