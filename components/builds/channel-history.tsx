import { Section } from "#components/ui/section.tsx";
import { tag } from "#components/ui/tag.ts";
import { When } from "#components/ui/when.tsx";
import type { ChannelSpan } from "#lib/builds/schema.ts";
import { useText } from "#lib/text.ts";
import { ChannelChip } from "./status-chip.tsx";

/** Which channels pointed to a build, and from when to when. */
export function ChannelHistory({ spans }: { spans: ChannelSpan[] }) {
  const t = useText("build");
  return (
    <Section id="channels" title={t("channels.title")} lead={spans.length > 0 ? t("channels.lead") : t("channels.never")}>
      {spans.length > 0 && (
        <ol className="border-t border-line">
          {spans.map(({ channel, from, until }) => (
            <li key={from.getTime()} className="flex min-h-10 flex-wrap items-center gap-x-4 gap-y-1 border-b border-line py-1.5">
              <span className="w-20">
                <ChannelChip name={channel} />
              </span>
              <span className="text-soft">
                {until
                  ? t.rich("channels.span", { from: tag(<When at={from} />), until: tag(<When at={until} />) })
                  : t.rich("channels.since", { from: tag(<When at={from} />) })}
              </span>
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}
