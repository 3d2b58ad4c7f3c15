import { Fragment } from "react";
import { useText } from "#lib/text.ts";
import { CopyButton } from "./copy-button.tsx";

/** Commands to copy, one per line; long ones are wrapped, so that they can be read whole. `label` names what they are. */
export function CodeBlock({ code, label }: { code: string; label: string }) {
  const t = useText("ui");
  return (
    <div className="flex items-start gap-2 rounded-md border border-line bg-sunken py-1.5 pr-1.5 pl-4">
      <pre className="min-w-0 flex-1 py-1 font-mono text-sm leading-[22px] wrap-anywhere whitespace-pre-wrap">
        {code.split("\n").map((line, index) => (
          // The lines of one text never change their order, and some come twice.
          <code key={index} className="block pl-6 -indent-6">
            {piecesOf(line)}
            {"\n"}
          </code>
        ))}
      </pre>
      <CopyButton text={code} label={t("copyThis", { what: label })} />
    </div>
  );
}

/** A line that is broken after the slashes of an address rather than within a word, where there is a choice. */
function piecesOf(line: string) {
  return line.split(/(?<=[^./]\/)/).map((piece, index) => (
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {piece}
    </Fragment>
  ));
}
