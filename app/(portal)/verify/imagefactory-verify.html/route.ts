import { savedPageName } from "#lib/saved-page/schema.ts";
import { readSavedPage } from "#lib/saved-page/data.ts";
import { getLocale } from "#lib/text.ts";

export const dynamic = "force-dynamic";

/** The verify page as one file that works without a network and without this portal. */
export async function GET(): Promise<Response> {
  return new Response(await readSavedPage(await getLocale()), {
    headers: { "content-type": "text/html; charset=utf-8", "content-disposition": `attachment; filename="${savedPageName}"` },
  });
}
