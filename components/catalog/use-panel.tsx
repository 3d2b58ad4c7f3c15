import type { ReactNode } from "react";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { useText } from "#lib/text.ts";
import type { Snippet, Tool } from "#lib/usage/schema.ts";
import { VerifySteps } from "./verify-steps.tsx";

function asCode(chunks: ReactNode): ReactNode {
  return <code className="font-mono">{chunks}</code>;
}

function asDocsLink(chunks: ReactNode): ReactNode {
  return (
    <PageLink href="/docs" className="link">
      {chunks}
    </PageLink>
  );
}

/** The commands of one tool with what a reader must know to use them. */
export function UsePanel({ tool, snippets, fingerprint }: { tool: Tool; snippets: Snippet[]; fingerprint: string | null }) {
  const t = useText("image");
  if (tool === "curl") return <VerifySteps snippets={snippets} fingerprint={fingerprint} />;
  return (
    <>
      <p className="max-w-[72ch] text-soft">{t(`use.about.${tool}`)}</p>
      {tool === "glance" && snippets.length > 1 && <p className="mt-2 max-w-[72ch]">{t("use.severalRegistrations", { count: snippets.length })}</p>}
      <ul className="mt-4 space-y-5">
        {snippets.map(({ key, suffix, code }) => {
          const title = t(`use.snippet.${key as "server"}`, { suffix: suffix || "none" });
          return (
            <li key={`${key}${suffix ?? ""}`}>
              <h3 className="mb-1.5 font-medium">{title}</h3>
              <CodeBlock code={code} label={title} />
            </li>
          );
        })}
      </ul>
      <p className="mt-4 max-w-[72ch] text-sm text-soft">
        {t.rich(`use.note.${tool}`, { code: asCode, link: asDocsLink })}
      </p>
    </>
  );
}
