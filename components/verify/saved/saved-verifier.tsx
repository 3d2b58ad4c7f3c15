import { ShieldX } from "lucide-react";
import { Chip } from "#components/ui/chip.tsx";
import { CopyLeaf } from "#components/ui/copy-leaf.tsx";
import { formatDay, groupsOfFour } from "#components/ui/format.ts";
import { Section } from "#components/ui/section.tsx";
import type { SavedPage } from "#lib/saved-page/schema.ts";
import { Verifier } from "../verifier.tsx";
import { fillIn } from "../words.ts";

/** The verify page for a disk: what it trusts stands in it, and what it cannot know is said. */
export function SavedVerifier({ locale, portal, keysChangedAt, keys, isDemo, words: { title, client, saved, proof, pinned } }: SavedPage) {
  const words = { ...client, hint: saved.hint, reasons: { ...client.reasons, ...saved.reasons } };
  const facts = { portal, date: keysChangedAt ? formatDay(new Date(keysChangedAt), locale) : "–" };
  return (
    <main className="mx-auto max-w-[60rem] px-5 py-10 md:px-8 md:py-16">
      {isDemo && <p className="mb-6 rounded-md border border-attention bg-attention-wash px-4 py-2 font-medium text-attention">{saved.demo}</p>}
      <h1 className="text-2xl font-semibold tracking-[-0.02em]">{title}</h1>
      <p className="mt-3 max-w-[60ch] text-lg text-soft">{saved.lead}</p>
      <div className="mt-8 min-h-96">
        <Verifier keys={keys} words={words} locale={locale} hasPortal={false} />
      </div>
      <Section id="pinned" title={pinned.title} lead={fillIn(saved.keys, facts)}>
        <ul className="border-t border-line">
          {keys.map(({ fingerprint, isRevoked }) => (
            <li key={fingerprint} className="flex flex-wrap items-center gap-x-4 border-b border-line py-2">
              <span className="hex text-sm [word-spacing:-0.25em]">{groupsOfFour(fingerprint).join(" ")}</span>
              <CopyLeaf text={fingerprint} label={words.copyFingerprint} copied={words.copied} failed={words.copyFailed} />
              {isRevoked && <Chip tone="bad" icon={ShieldX} word={pinned.revoked} />}
            </li>
          ))}
        </ul>
      </Section>
      <Section id="proof" title={proof.title}>
        <div className="max-w-[72ch] space-y-3">
          <p>{proof.yes}</p>
          <p>{saved.limits}</p>
          <p>{saved.compare}</p>
        </div>
      </Section>
    </main>
  );
}
