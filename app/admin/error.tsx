"use client";

import { button } from "#components/ui/button.ts";

export default function AdminError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <div role="alert">
      <h1 className="text-2xl font-semibold tracking-[-0.02em]">This page could not be made</h1>
      <p className="mt-2 mb-6 max-w-[60ch] text-soft">
        Builds and downloads are not touched by this. Try again; if it stays, look into the log of the web process{error.digest ? ` for ${error.digest}` : ""}.
      </p>
      <button type="button" onClick={reset} className={button.secondary}>
        Try again
      </button>
    </div>
  );
}
