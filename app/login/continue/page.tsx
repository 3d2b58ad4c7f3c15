import type { Metadata } from "next";
import { Frame } from "#components/site/frame.tsx";
import { button } from "#components/ui/button.ts";
import { safeCallbackPath } from "#lib/auth/rules.ts";
import { logInQuerySchema } from "../schema.ts";

export const metadata: Metadata = { title: "Signed in", robots: { index: false } };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/**
 * Where the way back from the provider ends. That way came from another site, so the browser does not send the strict log-in
 * cookie along it; the step from this page on is the portal's own.
 */
export default async function ContinuePage({ searchParams }: Props) {
  const path = safeCallbackPath(logInQuerySchema.parse(await searchParams).callbackUrl);
  return (
    <Frame>
      <meta httpEquiv="refresh" content={`0;url=${path}`} />
      <h1 className="text-2xl font-semibold tracking-[-0.02em]">You are signed in</h1>
      <p className="mt-2 mb-8 max-w-[60ch] text-soft">The page that you wanted opens by itself.</p>
      <a href={path} className={button.primary}>
        Open it now
      </a>
    </Frame>
  );
}
