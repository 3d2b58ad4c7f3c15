import type { ReactNode } from "react";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { useText } from "#lib/text.ts";

const inMono = (words: ReactNode) => <code className="font-mono">{words}</code>;

/** What a portal without clouds says, and how to change that. */
export function Unconfigured() {
  const t = useText("status");
  return (
    <div className="mt-8 space-y-3">
      <Empty title={t("unconfigured")}>
        <p>{t.rich("unconfiguredLead", { code: inMono })}</p>
      </Empty>
      <CodeBlock code={"OS_CLIENT_CONFIG_FILE=/etc/openstack/clouds.yaml npm run reconcile -- --plan"} label={t("planCommand")} />
    </div>
  );
}
