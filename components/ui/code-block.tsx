import { CopyButton } from "./copy-button.tsx";

/** Commands to copy. */
export function CodeBlock({ code, label }: { code: string; label: string }) {
  return (
    <div className="flex items-start gap-2 rounded-md border border-line bg-sunken py-1.5 pr-1.5 pl-4">
      <pre tabIndex={0} aria-label={label} className="min-w-0 flex-1 overflow-x-auto py-1 font-mono text-sm leading-[22px]">
        <code>{code}</code>
      </pre>
      <CopyButton text={code} label={`Copy: ${label}`} />
    </div>
  );
}
