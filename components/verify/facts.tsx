import type { ReactNode } from "react";
import type { Definition } from "#components/ui/definition-list.tsx";
import { CopyLeaf } from "#components/ui/copy-leaf.tsx";
import { formatBytes, formatDay, formatExact, formatNumber, groupsOfFour } from "#components/ui/format.ts";
import type { SignatureFacts } from "#lib/signing/verify/verdict.ts";
import { localizeHref, type Locale } from "#lib/locales.ts";
import type { Job } from "./use-jobs.ts";
import { fillIn, type Words } from "./words.ts";

const shownRanges = 5;

type Context = { words: Words; locale: Locale };

/** Everything that a verdict has to tell, one fact per row, what identifies the file first. */
export function factsOf({ name, verdict, published }: Job, { words, locale }: Context): Definition[] {
  if (!verdict) return [];
  const { facts } = verdict;
  const rows: (Definition | null)[] = [
    { term: words.facts.file, value: <span className="font-mono wrap-anywhere">{name}</span> },
    facts.signedName !== null && facts.signedName !== name ? { term: words.facts.signedName, value: <span className="font-mono wrap-anywhere">{facts.signedName}</span> } : null,
    facts.sizeBytes > 0 ? { term: words.facts.size, value: <Size bytes={facts.sizeBytes} words={words} locale={locale} /> } : null,
    published && { term: words.facts.build, value: <BuildLink href={localizeHref(published.addresses.page, locale)} text={`${published.image} ${published.version}`} /> },
    published && { term: words.facts.channel, value: published.channel ?? words.facts.noChannel },
    facts.way && { term: words.facts.way, value: facts.way === "pieces" ? words.wayPieces : words.wayStream },
    ...damageRows(verdict.facts.damage, { words, locale }),
    ...facts.signatures.flatMap((signature) => signatureRows(signature, { words, locale })),
  ];
  return rows.filter((row) => row !== null);
}

function damageRows(damage: NonNullable<Job["verdict"]>["facts"]["damage"], { words, locale }: Context): (Definition | null)[] {
  if (!damage || (damage.ranges.length === 0 && damage.extraBytes === 0)) return [];
  const exact = (value: number) => formatNumber(value, locale);
  const shown = damage.ranges.slice(0, shownRanges).map(({ start, end }) => fillIn(words.facts.range, { start: exact(start), end: exact(end - 1) }));
  const more = damage.ranges.length - shown.length;
  return [
    damage.ranges.length > 0
      ? {
          term: words.facts.damaged,
          value: (
            <ul className="tabular-nums">
              {shown.map((text) => (
                <li key={text}>{text}</li>
              ))}
              {more > 0 && <li>{fillIn(words.facts.moreRanges, { count: exact(more) })}</li>}
            </ul>
          ),
        }
      : null,
    damage.missingBytes > 0 ? { term: words.facts.missing, value: <Size bytes={damage.missingBytes} words={words} locale={locale} /> } : null,
    damage.extraBytes > 0 ? { term: words.facts.extra, value: <Size bytes={damage.extraBytes} words={words} locale={locale} /> } : null,
    { term: words.facts.intact, value: <Size bytes={damage.goodBytes} words={words} locale={locale} /> },
  ];
}

function signatureRows(facts: SignatureFacts, { words, locale }: Context): (Definition | null)[] {
  const until = facts.keyExpiresAt && fillIn(facts.keyNow === "expired" ? words.keySince : words.keyUntil, { date: formatDay(facts.keyExpiresAt, locale) });
  const isTimed = facts.keyNow === "valid" || facts.keyNow === "expired";
  return [
    { term: words.facts.key, value: `${facts.userId} · ${facts.algorithm}${facts.origin === "given" ? ` · ${words.facts.keyGiven}` : ""}` },
    { term: words.facts.fingerprint, value: <Fingerprint value={facts.fingerprint} words={words} /> },
    facts.subkeyFingerprint === null ? null : { term: words.facts.subkey, value: <Fingerprint value={facts.subkeyFingerprint} words={words} /> },
    { term: words.facts.signedAt, value: <time dateTime={facts.signedAt.toISOString()}>{formatExact(facts.signedAt, locale)}</time> },
    { term: words.facts.keyAtSigning, value: words.keyStates[facts.keyAtSigning] },
    { term: words.facts.keyNow, value: `${words.keyStates[facts.keyNow]}${until && isTimed ? ` ${until}` : ""}` },
    { term: words.facts.digest, value: facts.digest },
  ];
}

function Size({ bytes, words, locale }: Context & { bytes: number }) {
  const exact = fillIn(words.facts.bytes, { count: formatNumber(bytes, locale) });
  return <span title={exact} className="tabular-nums">{`${formatBytes(bytes, locale)} (${exact})`}</span>;
}

function Fingerprint({ value, words }: { value: string; words: Words }) {
  return (
    <span className="inline-flex max-w-full items-start gap-1">
      <span className="hex py-0.5 text-sm [word-spacing:-0.25em]">{groupsOfFour(value).join(" ")}</span>
      <CopyLeaf text={value} label={words.copyFingerprint} copied={words.copied} failed={words.copyFailed} />
    </span>
  );
}

function BuildLink({ href, text }: { href: string; text: string }): ReactNode {
  return (
    <a href={href} className="link font-mono wrap-anywhere">
      {text}
    </a>
  );
}
