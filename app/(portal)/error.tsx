"use client";

import { button } from "#components/ui/button.ts";

/** What a visitor sees when a page could not be made; the cause is in the server's log under the digest. */
export default function PortalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <div role="alert">
      <h1 className="text-2xl font-semibold tracking-[-0.02em]">This page could not be shown</h1>
      <p className="mt-3 max-w-[60ch] text-lg text-soft">The portal or its database did not answer. Downloads are served apart from the pages and may still work.</p>
      <p className="mt-6">
        <button type="button" onClick={reset} className={button.primary}>
          Load the page again
        </button>
      </p>
      {error.digest && <p className="mt-6 text-sm text-soft">Tell the operators this number: {error.digest}</p>}
    </div>
  );
}
