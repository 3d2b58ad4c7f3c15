import { permanentRedirect } from "next/navigation";
import { localizeHref } from "#lib/locales.ts";
import { getLocale } from "#lib/text.ts";

/** The build type that each provenance names (lib/publishing/provenance.ts) leads to the text that explains it. */
export default async function ProvenancePage() {
  permanentRedirect(localizeHref("/docs/reproducing#provenance", await getLocale()));
}
