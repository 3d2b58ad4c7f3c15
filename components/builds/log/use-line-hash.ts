import { useEffect, useState } from "react";

function lineOf(hash: string): number | null {
  const [, number] = /^#L([1-9][0-9]{0,8})$/.exec(hash) ?? [];
  return number ? Number(number) : null;
}

/** The line that the address names, `#L123`; `turn` differs each time it is asked for anew. */
export function useLineHash(): { line: number | null; turn: number } {
  const [target, setTarget] = useState<{ line: number | null; turn: number }>(() => ({ line: lineOf(location.hash), turn: 0 }));
  useEffect(() => {
    const read = () => setTarget(({ turn }) => ({ line: lineOf(location.hash), turn: turn + 1 }));
    // A click on the same line again changes no address, but means the same.
    const again = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest('a[href^="#L"]') : null;
      if (link && link.getAttribute("href") === location.hash) read();
    };
    addEventListener("hashchange", read);
    document.addEventListener("click", again);
    return () => {
      removeEventListener("hashchange", read);
      document.removeEventListener("click", again);
    };
  }, []);
  return target;
}
