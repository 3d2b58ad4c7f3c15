import type { ReactNode } from "react";
import { CodeBlock } from "#components/ui/code-block.tsx";
import type { KeyPlaces } from "#lib/keys/schema.ts";
import { useText } from "#lib/text.ts";

type Props = { publicUrl: string; /** of the key in use */ place: KeyPlaces | null; /** the newest key that another one vouches for */ certified: string | null };

const code = (text: ReactNode) => <code className="font-mono text-sm">{text}</code>;

/** The commands that fetch the keys, and those that get their fingerprints some other way. */
export function CheckSteps({ publicUrl, place, certified }: Props) {
  const t = useText("keys");
  const { hostname, protocol } = new URL(publicUrl);
  const isReachable = protocol === "https:" && hostname.includes(".");
  const domain = place?.mailAddress.split("@")[1] ?? hostname;
  return (
    <ol className="space-y-6">
      <Step number={1} title={t("steps.fetch")}>
        <CodeBlock code={`curl -fsSLo image-keys.asc ${publicUrl}/keys.asc\ngpg --show-keys --with-subkey-fingerprint image-keys.asc`} label={t("steps.fetchLabel")} />
      </Step>
      <Step number={2} title={t("steps.directory", { host: domain })}>
        {place && <CodeBlock code={`gpg --auto-key-locate clear,wkd --locate-external-keys ${place.mailAddress}`} label={t("steps.directoryLabel")} />}
        {!isReachable && <p className="max-w-[72ch] text-soft">{t("notPublic", { url: publicUrl })}</p>}
      </Step>
      <Step number={3} title={t("steps.dns")}>
        {place && <CodeBlock code={`dig +short TXT ${domain}\ngpg --auto-key-locate clear,dane --locate-external-keys ${place.mailAddress}`} label={t("steps.dnsLabel")} />}
      </Step>
      <Step number={4} title={t("steps.import")}>
        <CodeBlock code={`gpg --import image-keys.asc\ngpg --check-sigs ${certified ?? ""}`.trimEnd()} label={t("steps.importLabel")} />
        <p className="max-w-[72ch] text-soft">{t.rich("steps.importHint", { code })}</p>
      </Step>
      <Step number={5} title={t("steps.people")}>
        <p className="max-w-[72ch] text-soft">{t("steps.peopleHint")}</p>
      </Step>
    </ol>
  );
}

function Step({ number, title, children }: { number: number; title: string; children: ReactNode }) {
  return (
    <li className="space-y-1.5">
      <p className="font-medium">
        <span className="mr-2 text-soft tabular-nums">{number}</span>
        {title}
      </p>
      {children}
    </li>
  );
}
