import { useLocale } from "#lib/text.ts";
import { readTextNodes } from "./issue-nodes.ts";
import { TextNodes } from "./issue-text.tsx";

/** The Markdown of a known issue, which is in English on pages of every language. */
export function IssueMarkdown({ markdown }: { markdown: string }) {
  const isEnglish = useLocale() === "en";
  return (
    <div lang={isEnglish ? undefined : "en"}>
      <TextNodes nodes={readTextNodes(markdown)} />
    </div>
  );
}
