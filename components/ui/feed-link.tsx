import { Rss } from "lucide-react";
import { useText } from "#lib/text.ts";

/** A quiet link to an Atom feed, for whoever wants to be told; `of` says to those who do not see the page what is in it. */
export function FeedLink({ href, of }: { href: string; of: string }) {
  const t = useText("ui");
  return (
    <a href={href} type="application/atom+xml" className="link inline-flex items-center gap-1.5">
      <Rss size={16} aria-hidden />
      {t("feed")}
      <span className="sr-only"> {of}</span>
    </a>
  );
}
