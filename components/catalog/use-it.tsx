import { Section } from "#components/ui/section.tsx";
import { tools, type Tool, type Usage } from "#lib/usage/schema.ts";
import { useText } from "#lib/text.ts";
import { ToolMemory } from "./tool-memory.tsx";
import { UsePanel } from "./use-panel.tsx";

// Written out, so that the style sheet is made from them.
const shown: Record<Tool, string> = {
  curl: "group-has-[#tool-curl:checked]/use:block",
  openstack: "group-has-[#tool-openstack:checked]/use:block",
  terraform: "group-has-[#tool-terraform:checked]/use:block",
  "cloud-init": "group-has-[#tool-cloud-init:checked]/use:block",
  glance: "group-has-[#tool-glance:checked]/use:block",
  "virt-install": "group-has-[#tool-virt-install:checked]/use:block",
};

type Props = { version: string; fingerprint: string | null; usage: Usage; tool: Tool | undefined };

/** Commands for one build, for the tool that the reader has: chosen by radio buttons, which need no script. */
export function UseIt({ version, fingerprint, usage, tool }: Props) {
  const t = useText("image");
  return (
    <Section id="use" title={t("use.title")} lead={t("use.lead", { version })}>
      <div className="group/use">
        <fieldset className="no-print flex flex-wrap gap-1 rounded-md bg-sunken p-1">
          <legend className="sr-only">{t("use.tool")}</legend>
          {tools.map((name) => (
            <label
              key={name}
              className="relative flex h-9 cursor-pointer pointer-coarse:h-10 items-center rounded-[4px] px-3 text-soft hover:text-ink has-checked:bg-surface has-checked:font-medium has-checked:text-ink has-checked:outline has-checked:outline-line has-focus-visible:outline-2 has-focus-visible:outline-accent"
            >
              <input type="radio" id={`tool-${name}`} name="tool" value={name} defaultChecked={name === (tool ?? tools[0])} className="absolute inset-0 cursor-pointer appearance-none outline-none" />
              {t(`use.tools.${name}`)}
            </label>
          ))}
        </fieldset>
        <ToolMemory />
        {tools.map((name) => (
          <div key={name} className={`mt-5 hidden ${shown[name]}`}>
            <UsePanel tool={name} snippets={usage[name]} fingerprint={fingerprint} />
          </div>
        ))}
      </div>
    </Section>
  );
}
