import { CircleCheck, CircleSlash } from "lucide-react";
import type { ReactNode } from "react";
import { Banner } from "#components/ui/banner.tsx";
import { Breadcrumbs } from "#components/ui/breadcrumbs.tsx";
import { Breakable } from "#components/ui/breakable.tsx";
import { Section } from "#components/ui/section.tsx";
import type { Preview } from "#lib/channels/preview/schema.ts";
import { PreviewChanges } from "./preview-changes.tsx";
import { PreviewMoves, PreviewNames } from "./preview-moves.tsx";
import { PreviewFeeds, PreviewFiles } from "./preview-told.tsx";
import { PreviewWarnings } from "./preview-warnings.tsx";

type Props = {
  preview: Preview;
  title: string;
  /** Said where the act has been done already. */
  done?: string | null;
  /** What has to be chosen before there is something to show. */
  choice?: ReactNode;
  /** False while that choice is open: then nothing is wrong yet. */
  hasChosen?: boolean;
  /** The form of the act. */
  children: ReactNode;
};

/** A page that shows what one act will change, and does it with the one button at its end. */
export function PreviewPage({ preview, title, done, choice, hasChosen = true, children }: Props) {
  const { act, image, version, refusal, moves, comparison, renames, feeds } = preview;
  const isUndecided = choice !== undefined && choice !== false && !hasChosen;
  return (
    <>
      <Breadcrumbs items={[{ title: "Release", href: "/admin/release" }, { title: image, href: `/admin/channels?image=${image}` }]} />
      <h1 className="mt-1 text-2xl font-semibold tracking-[-0.02em]">
        <Unbroken text={title} part={version} />
      </h1>
      <p className="mt-2 font-mono text-lg text-soft">
        <Breakable text={image} /> <span className="whitespace-nowrap">{version}</span>
      </p>
      {done ? (
        <Banner tone="running" icon={CircleCheck} title={done} />
      ) : (
        refusal && !isUndecided && <Banner tone="quiet" icon={CircleSlash} title="This cannot be done now">{refusal}</Banner>
      )}
      {choice}
      {!done && !refusal && (
        <>
          <PreviewWarnings preview={preview} />
          {moves.length > 0 && <PreviewMoves preview={preview} />}
          <PreviewNames renames={renames} />
          {act === "revoke" && <PreviewFiles image={image} version={version} />}
          <PreviewFeeds feeds={feeds} />
          {comparison && <PreviewChanges comparison={comparison} />}
          <Section id="act" title="Do it">
            {children}
          </Section>
        </>
      )}
    </>
  );
}

/** A title in which the version is not torn apart at its hyphen. */
function Unbroken({ text, part }: { text: string; part: string }) {
  const [before, after] = text.split(part);
  if (after === undefined) return text;
  return (
    <>
      {before}
      <span className="whitespace-nowrap">{part}</span>
      {after}
    </>
  );
}
