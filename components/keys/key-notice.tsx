import { CalendarClock, ShieldAlert } from "lucide-react";
import { Banner } from "#components/ui/banner.tsx";
import { Day } from "#components/ui/when.tsx";
import type { KeyDetails } from "#lib/keys/schema.ts";
import { useText } from "#lib/text.ts";

/** What a visitor must know of the keys today: that none is in use, or that the next one is public already. */
export function KeyNotice({ keys }: { keys: KeyDetails[] }) {
  const t = useText("keys");
  const takesOverFrom = keys.find(({ standing }) => standing === "planned")?.takesOverFrom;
  const day = takesOverFrom && <Day at={takesOverFrom} />;
  const isUnused = keys.some(({ standing }) => standing !== "historic") && !keys.some(({ standing }) => standing === "active");
  return (
    <>
      {isUnused && (
        <Banner tone="bad" icon={ShieldAlert} title={t("noneInUse")}>
          <p>{t("noneInUseText")}</p>
        </Banner>
      )}
      {day && (
        <Banner tone="running" icon={CalendarClock} title={t("nextIsPublic")}>
          <p>{t.rich("nextIsPublicText", { day: () => day })}</p>
        </Banner>
      )}
    </>
  );
}
