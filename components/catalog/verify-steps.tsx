import { CodeBlock } from "#components/ui/code-block.tsx";
import { Fingerprint } from "#components/ui/hex.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { tag } from "#components/ui/tag.ts";
import { useText } from "#lib/text.ts";
import type { Snippet } from "#lib/usage/schema.ts";

/** The commands that fetch one build and check it, and what gpg must answer. */
export function VerifySteps({ snippets, fingerprint }: { snippets: Snippet[]; fingerprint: string | null }) {
  const t = useText("image");
  const codeOf = (key: string) => snippets.find((snippet) => snippet.key === key)?.code ?? "";
  const steps = (["download", "verify"] as const).map((key) => ({ key, title: t(`verify.${key}`), code: codeOf(key) }));
  return (
    <ol className="space-y-5">
      {steps.map(({ key, title, code }, index) => (
        <li key={key}>
          <h3 className="mb-1.5 font-medium">
            <span className="mr-2 text-soft tabular-nums">{index + 1}</span>
            {title}
          </h3>
          <CodeBlock code={code} label={title} />
        </li>
      ))}
      <li className="text-soft">
        <p className="max-w-[72ch]">
          {t.rich(fingerprint ? "verify.answer" : "verify.answerAlone", { good: tag(<q lang="en" className="text-ink">Good signature</q>) })}
        </p>
        {fingerprint && (
          <p className="mt-1 text-ink">
            <Fingerprint value={fingerprint} />
          </p>
        )}
        <p className="mt-2">
          <PageLink href="/verify" className="link touch">
            {t("verify.inBrowser")}
          </PageLink>
        </p>
        <details className="group mt-3">
          <summary className="link touch inline-block">{t("verify.onlyDamage")}</summary>
          <div className="mt-2">
            <CodeBlock code={codeOf("checksum")} label={t("verify.checksumCommand")} />
            <p className="mt-1 text-sm">{t("verify.checksumAlone")}</p>
          </div>
        </details>
      </li>
    </ol>
  );
}
