import { Section } from "#components/ui/section.tsx";
import type { Preview } from "#lib/channels/preview/schema.ts";

/** Who is told: the feeds that get an entry. */
export function PreviewFeeds({ feeds }: Pick<Preview, "feeds">) {
  if (feeds.length === 0) return null;
  return (
    <Section id="feeds" title="Feeds" lead="Each of these gets an entry at once, with the reason that you give below. What is told cannot be taken back.">
      <ul className="border-t border-line">
        {feeds.map((path) => (
          <li key={path} className="flex min-h-10 items-center border-b border-line">
            <a href={path} className="link font-mono text-sm wrap-anywhere">
              {path}
            </a>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** What becomes of the files of a revoked build. */
export function PreviewFiles({ image, version }: Pick<Preview, "image" | "version">) {
  return (
    <Section id="files" title="Files">
      <ul className="max-w-[72ch] list-disc space-y-1.5 pl-5 marker:text-soft">
        <li>
          Everything in{" "}
          <a href={`/download/${image}/${version}/`} className="link font-mono text-sm wrap-anywhere">
            /download/{image}/{version}/
          </a>{" "}
          answers 403 with your words, unless the address ends in <code className="font-mono text-sm">?revoked=1</code>.
        </li>
        <li>The worker makes the Metalink anew, with the revocation in it, and SHA256SUMS with it, and has both signed. All other bytes stay as they are.</li>
      </ul>
    </Section>
  );
}
