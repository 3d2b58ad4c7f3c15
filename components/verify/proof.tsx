import { CodeBlock } from "#components/ui/code-block.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { Section } from "#components/ui/section.tsx";
import { useText } from "#lib/text.ts";

/** What a good signature proves, what it does not, and how to check without this portal (design.md §8). */
export function Proof({ publicUrl }: { publicUrl: string }) {
  const t = useText("verify");
  const keys = (text: React.ReactNode) => (
    <PageLink href="/keys" className="link">
      {text}
    </PageLink>
  );
  return (
    <Section id="proof" title={t("proof.title")}>
      <div className="max-w-[72ch] space-y-3">
        <p>{t("proof.yes")}</p>
        <p>{t("proof.no")}</p>
        <p>{t.rich("proof.outside", { keys })}</p>
        <p>{t("proof.gpg")}</p>
      </div>
      <div className="mt-3">
        <CodeBlock code={[`curl -fsSL ${publicUrl}/keys.asc | gpg --import`, "gpg --verify FILE.asc FILE"].join("\n")} label={t("proof.gpgLabel")} />
      </div>
    </Section>
  );
}
