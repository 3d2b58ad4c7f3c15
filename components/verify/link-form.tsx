import { useState, type FormEvent } from "react";
import { button } from "#components/ui/button.ts";
import { fillIn, type Words } from "./words.ts";

/** For a file that lies on the portal: it is read from there, checked on the way, and not kept. */
export function LinkForm({ words, onLink }: { words: Words; onLink: (address: URL) => Promise<number | null> }) {
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const text = String(new FormData(event.currentTarget).get("link") ?? "").trim();
    const address = URL.canParse(text, location.origin) ? new URL(text, location.origin) : null;
    if (text === "" || address?.origin !== location.origin || !address.pathname.startsWith("/download/")) return setProblem(words.linkForeign);
    const status = await onLink(address);
    setProblem(status === null ? null : fillIn(words.linkMissing, { status: String(status) }));
  };
  return (
    <form onSubmit={(event) => void submit(event)} className="mt-6">
      <label htmlFor="verify-link" className="font-medium">
        {words.link}
      </label>
      <div className="mt-2 flex max-w-[44rem] gap-2">
        <input
          id="verify-link"
          name="link"
          type="text"
          inputMode="url"
          autoComplete="off"
          placeholder="/download/…"
          aria-describedby="verify-link-problem"
          className="h-11 min-w-0 flex-1 rounded-md border border-line-strong bg-surface px-3 text-base text-ink placeholder:text-soft"
        />
        <button type="submit" className={button.secondary}>
          {words.linkButton}
        </button>
      </div>
      <p id="verify-link-problem" role="alert" className="mt-1 text-bad">
        {problem}
      </p>
    </form>
  );
}
