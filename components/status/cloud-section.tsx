import { CloudOff, TimerOff } from "lucide-react";
import type { ReactNode } from "react";
import { Banner } from "#components/ui/banner.tsx";
import { Section } from "#components/ui/section.tsx";
import { tag } from "#components/ui/tag.ts";
import { When } from "#components/ui/when.tsx";
import type { CloudStatus, LineStatus } from "#lib/registrations/status/schema.ts";
import { useText } from "#lib/text.ts";
import { LineTable } from "./line-table.tsx";
import { PromiseTable } from "./promise-table.tsx";
import { failureKey } from "./words.ts";

const inMono = (words: ReactNode) => <code className="font-mono wrap-anywhere">{words}</code>;

/** One cloud: when it was checked, its promises, and its images. */
export function CloudSection({ cloud, lines }: { cloud: CloudStatus; /** those that are shown */ lines: LineStatus[] }) {
  const t = useText("status");
  const { name, lookedAt, openWindow, driftPolicy, failure, pendingSteps, swaps, longestWindowMs } = cloud;
  return (
    <Section
      id={`cloud-${name.replaceAll("/", "-")}`}
      title={name}
      aside={<p className="text-sm text-soft">{lookedAt ? <>{t("checked")} <When at={lookedAt} /></> : t("neverChecked")}</p>}
      lead={t(driftPolicy === "repair" ? "repairs" : "reports")}
    >
      {openWindow && (
        <div className="mb-6">
          <Banner tone="bad" icon={TimerOff} title={t("openWindow")}>
            <p>{t.rich("openWindowLead", { line: openWindow.line, since: tag(<When at={openWindow.since} />), code: inMono })}</p>
          </Banner>
        </div>
      )}
      {failure && (
        <div className="mb-6">
          <Banner tone="attention" icon={CloudOff} title={t("failing")}>
            <p>
              {t(failureKey(failure.code))} {t("failureRepeated")} {t("failureSince")} <When at={failure.since} />.
            </p>
          </Banner>
        </div>
      )}
      <PromiseTable cloud={cloud} />
      <p className="mt-4 text-soft">
        {t("window", { swaps, ms: longestWindowMs })} {pendingSteps > 0 && t("pending", { steps: pendingSteps })}
      </p>
      <LineTable cloud={cloud} lines={lines} />
    </Section>
  );
}
