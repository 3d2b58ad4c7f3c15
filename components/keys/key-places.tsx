import { CodeBlock } from "#components/ui/code-block.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { DefinitionList } from "#components/ui/definition-list.tsx";
import type { KeyPlaces } from "#lib/keys/schema.ts";
import { useText } from "#lib/text.ts";

/** The addresses under which people and programs get the keys. */
export function PlaceList({ publicUrl, active, directoryUrl }: { publicUrl: string; active: string | null; directoryUrl: string | null }) {
  const t = useText("keys");
  const places = [
    { term: t("place.all"), url: `${publicUrl}/keys.asc` },
    { term: t("place.one"), url: active && `${publicUrl}/keys/${active}.asc` },
    { term: t("place.directory"), url: directoryUrl },
    { term: t("place.api"), url: `${publicUrl}/api/v1/keys` },
    { term: t("place.security"), url: `${publicUrl}/.well-known/security.txt` },
  ];
  return <DefinitionList long items={places.flatMap(({ term, url }) => (url ? [{ term, value: <Address url={url} /> }] : []))} />;
}

function Address({ url }: { url: string }) {
  return (
    <span className="flex items-start gap-1">
      <a href={url} className="link min-w-0 font-mono text-sm leading-6 break-all">
        {url}
      </a>
      <CopyButton text={url} label={url} />
    </span>
  );
}

/** What the zone of a key's mail address should hold. Closed at first: only the one who runs the zone needs it. */
export function DnsRecordList({ places }: { places: KeyPlaces[] }) {
  const t = useText("keys");
  return (
    <div className="mt-4 space-y-3">
      {places.map(({ fingerprint, standing, dns }) => (
        <details key={fingerprint}>
          <summary className="link inline-block">{t("recordsOf", { standing })}</summary>
          <div className="mt-2 space-y-3">
            <CodeBlock code={dns.txt} label={t("recordLabel", { type: "TXT" })} />
            <CodeBlock code={dns.openPgpKey} label={t("recordLabel", { type: "OPENPGPKEY" })} />
          </div>
        </details>
      ))}
    </div>
  );
}
