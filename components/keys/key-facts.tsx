import type { ReactNode } from "react";
import { Breakable } from "#components/ui/breakable.tsx";
import { groupsOfFour } from "#components/ui/format.ts";
import { PageLink } from "#components/ui/page-link.tsx";
import { Day, When } from "#components/ui/when.tsx";
import type { KeyDetails, SignedBuild } from "#lib/keys/schema.ts";
import { useText } from "#lib/text.ts";

/** What is known of a key, one fact in a row; what does not apply is left out. */
export function KeyFacts({ signingKey }: { signingKey: KeyDetails }) {
  const t = useText("keys");
  const { userId, algorithm, publishedAt, takesOverFrom, certifiedBy, activatedAt, retiredAt, revocation, note, hasPublicKey, signed } = signingKey;
  const facts: Record<string, ReactNode> = {
    userId: <span className="wrap-anywhere">{userId}</span>,
    algorithm,
    validity: <Validity signingKey={signingKey} />,
    published: hasPublicKey && <Day at={publishedAt} />,
    takesOver: takesOverFrom && <TakeOver day={<Day at={takesOverFrom} />} />,
    inUse: (activatedAt ?? retiredAt) && <Use signingKey={signingKey} />,
    certifiedBy: certifiedBy && (
      <a href={`#key-${certifiedBy}`} className="link hex text-sm">
        {groupsOfFour(certifiedBy).join(" ")}
      </a>
    ),
    revoked: revocation && <Revocation revocation={revocation} />,
    signed: hasPublicKey && <Signed signed={signed} />,
    note: note && <span lang="en">{note}</span>,
  };
  return (
    <dl className="mt-4 border-t border-line pt-3">
      {(["userId", "algorithm", "validity", "published", "takesOver", "inUse", "certifiedBy", "revoked", "signed", "note"] as const).map(
        (name) =>
          facts[name] && (
            <div key={name} className="grid gap-x-4 py-1 sm:grid-cols-[8.5rem_minmax(0,1fr)]">
              <dt className="text-soft">{t(`facts.${name}`)}</dt>
              <dd className="min-w-0">{facts[name]}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

function TakeOver({ day }: { day: ReactNode }) {
  return useText("keys").rich("facts.takesOverText", { day: () => day });
}

function Validity({ signingKey: { validFrom, validUntil } }: { signingKey: KeyDetails }) {
  const t = useText("keys");
  const from = <Day at={validFrom} />;
  if (!validUntil) return t.rich("facts.validityOpen", { from: () => from });
  const [until, how] = [<Day key="until" at={validUntil} />, <When key="how" at={validUntil} />];
  return t.rich("facts.validityRange", { from: () => from, until: () => until, how: () => how });
}

function Use({ signingKey: { activatedAt, retiredAt, revocation } }: { signingKey: KeyDetails }) {
  const t = useText("keys");
  const end = retiredAt ?? revocation?.at;
  if (!activatedAt) return t("facts.neverUsed");
  const from = <Day at={activatedAt} />;
  if (!end) return t.rich("facts.inUseSince", { from: () => from });
  const until = <Day at={end} />;
  return t.rich("facts.inUseRange", { from: () => from, until: () => until });
}

function Revocation({ revocation: { at, reason, explanation } }: { revocation: NonNullable<KeyDetails["revocation"]> }) {
  const t = useText("keys");
  return (
    <>
      <span className="text-bad">
        <Day at={at} />
        {reason && ` · ${t(`revocationReason.${reason}`)}`}
      </span>
      {explanation && (
        <span lang="en" className="block">
          {explanation}
        </span>
      )}
    </>
  );
}

function Signed({ signed }: Pick<KeyDetails, "signed">) {
  const t = useText("keys");
  if (!signed) return <span className="text-soft">{t("facts.signedNothing")}</span>;
  const { builds, files } = signed;
  const [first, last] = [<BuildLink key="first" build={signed.first} />, <BuildLink key="last" build={signed.last} />];
  return (
    <>
      {t("facts.signedCount", { builds, files })}
      <span className="block text-soft">
        {builds === 1 ? last : t.rich("facts.signedRange", { first: () => first, last: () => last })}
      </span>
    </>
  );
}

function BuildLink({ build: { image, version } }: { build: SignedBuild }) {
  return (
    <PageLink href={`/images/${image}/${version}`} className="link wrap-anywhere">
      <Breakable text={`${image} ${version}`} />
    </PageLink>
  );
}
