import { NotFoundNotice } from "#components/site/not-found-notice.tsx";
import { getText } from "#lib/text.ts";

export default async function ImageNotFound() {
  const t = await getText("site");
  return <NotFoundNotice title={t("notFoundImage")} />;
}
