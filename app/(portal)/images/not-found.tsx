import { NotFoundNotice } from "#components/site/not-found-notice.tsx";

export default function ImageNotFound() {
  return <NotFoundNotice title="There is no such image or build" />;
}
