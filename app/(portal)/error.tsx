"use client";

import { button } from "#components/ui/button.ts";
import { localeOf } from "#lib/locales.ts";
import de from "../../messages/de/error.json" with { type: "json" };
import en from "../../messages/en/error.json" with { type: "json" };

const messages = { en, de };

/** What a visitor sees when a page could not be made; the cause is in the server's log under the digest. */
export default function PortalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  // Only the browser renders this, inside the document whose language is known.
  const text = messages[localeOf(typeof document === "undefined" ? null : document.documentElement.lang)];
  return (
    <div role="alert">
      <h1 className="text-2xl font-semibold tracking-[-0.02em]">{text.title}</h1>
      <p className="mt-3 max-w-[60ch] text-lg text-soft">{text.lead}</p>
      <p className="mt-6">
        <button type="button" onClick={reset} className={button.primary}>
          {text.retry}
        </button>
      </p>
      {error.digest && (
        <p className="mt-6 text-sm text-soft">
          {text.number} {error.digest}
        </p>
      )}
    </div>
  );
}
