import { CodeBlock } from "#components/ui/code-block.tsx";
import { useText } from "#lib/text.ts";

/** The same check by hand, for browsers without JavaScript. */
export function GpgCommands({ publicUrl }: { publicUrl: string }) {
  const t = useText("verify");
  const steps = [
    { title: t("noScript.keys"), code: `curl -fsSL ${publicUrl}/keys.asc | gpg --import` },
    { title: t("noScript.signature"), code: `curl -fLO ${publicUrl}/download/IMAGE/VERSION/IMAGE-VERSION.qcow2.asc` },
    { title: t("noScript.check"), code: "gpg --verify IMAGE-VERSION.qcow2.asc IMAGE-VERSION.qcow2" },
  ];
  return (
    <>
      <h2 className="text-xl font-semibold tracking-[-0.01em]">{t("noScript.title")}</h2>
      <p className="mt-1 max-w-[72ch] text-soft">{t("noScript.lead")}</p>
      <ol className="mt-4 space-y-5">
        {steps.map(({ title, code }, index) => (
          <li key={title}>
            <p className="mb-1.5 font-medium">
              <span className="mr-2 text-soft tabular-nums">{index + 1}</span>
              {title}
            </p>
            <CodeBlock code={code} label={title} />
          </li>
        ))}
      </ol>
    </>
  );
}
