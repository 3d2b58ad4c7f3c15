import type { ReactNode } from "react";
import type { Definition } from "#components/ui/definition-list.tsx";
import { CopyLeaf } from "#components/ui/copy-leaf.tsx";
import { formatBytes, formatDay, formatExact, formatNumber, groupsOfFour } from "#components/ui/format.ts";
import type { ByteRange, SignatureFacts } from "#lib/signing/verify/verdict.ts";
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
    published && { term: words.facts.revoked, value: published.revocation ? words.facts.revokedYes : words.facts.revokedNo },
    facts.way && { term: words.facts.way, value: facts.way === "pieces" ? words.wayPieces : words.wayStream },
    ...damageRows(verdict.facts.damage, { words, locale }),
    ...facts.signatures.flatMap((signature) => signatureRows(signature, { words, locale })),
  ];
  return rows.filter((row) => row !== null);
}

function damageRows(damage: NonNullable<Job["verdict"]>["facts"]["damage"], { words, locale }: Context): (Definition | null)[] {
  if (!damage || (damage.ranges.length === 0 && damage.extraBytes === 0)) return [];
  return [
    damage.ranges.length > 0 ? { term: words.facts.damaged, value: <Ranges ranges={damage.ranges} words={words} locale={locale} /> } : null,
    damage.missingBytes > 0 ? { term: words.facts.missing, value: <Size bytes={damage.missingBytes} words={words} locale={locale} /> } : null,
    damage.extraBytes > 0 ? { term: words.facts.extra, value: <Size bytes={damage.extraBytes} words={words} locale={locale} /> } : null,
    { term: words.facts.intact, value: <Size bytes={damage.goodBytes} words={words} locale={locale} /> },
  ];
}

function signatureRows(facts: SignatureFacts, { words, locale }: Context): (Definition | null)[] {
  return [
    { term: words.facts.key, value: `${facts.userId} · ${facts.algorithm}${facts.origin === "given" ? ` · ${words.facts.keyGiven}` : ""}` },
    { term: words.facts.fingerprint, value: <Fingerprint value={facts.fingerprint} words={words} /> },
    facts.subkeyFingerprint === null ? null : { term: words.facts.subkey, value: <Fingerprint value={facts.subkeyFingerprint} words={words} /> },
    { term: words.facts.signedAt, value: <Moment at={facts.signedAt} locale={locale} /> },
    { term: words.facts.keyAtSigning, value: words.keyStates[facts.keyAtSigning] },
    { term: words.facts.keyNow, value: <KeyNow facts={facts} words={words} locale={locale} /> },
    { term: words.facts.digest, value: facts.digest },
  ];
}

// Each value is a component of its own: the formats of a language cost some milliseconds, and so the page can breathe between
// one and the next.
function Ranges({ ranges, words, locale }: Context & { ranges: ByteRange[] }) {
  const exact = (value: number) => formatNumber(value, locale);
  const shown = ranges.slice(0, shownRanges).map(({ start, end }) => fillIn(words.facts.range, { start: exact(start), end: exact(end - 1) }));
  const more = ranges.length - shown.length;
  return (
    <ul className="tabular-nums">
      {shown.map((text) => (
        <li key={text}>{text}</li>
      ))}
      {more > 0 && <li>{fillIn(words.facts.moreRanges, { count: exact(more) })}</li>}
    </ul>
  );
}

function Moment({ at, locale }: { at: Date; locale: Locale }) {
  return <time dateTime={at.toISOString()}>{formatExact(at, locale)}</time>;
}

function KeyNow({ facts: { keyNow, keyExpiresAt }, words, locale }: Context & { facts: SignatureFacts }) {
  const since = { valid: words.keyUntil, expired: words.keySince }[keyNow as string];
  return keyExpiresAt && since ? `${words.keyStates[keyNow]} ${fillIn(since, { date: formatDay(keyExpiresAt, locale) })}` : words.keyStates[keyNow];
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
