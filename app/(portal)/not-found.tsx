import { NotFoundNotice } from "#components/site/not-found-notice.tsx";
import { getText } from "#lib/text.ts";

/** For addresses below a page of the portal, whose frame stands around this already. */
export default async function NotFound() {
  const t = await getText("site");
  return <NotFoundNotice title={t("notFound")} />;
}
