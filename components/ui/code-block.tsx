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

// What fits into a line on a phone need not be broken.
const shortWord = 30;
const version = /(\d{8}-\d+[\w.]*)/;

/** A line that is broken between words and after the slashes of an address, where there is a choice: never within an option or a version. */
function piecesOf(line: string) {
  return line.split(/(?<=[^./]\/)|(\s+)/).map((piece, index) => (
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {piece && (piece.length > shortWord ? piece.split(version).map((part, at) => (at % 2 === 1 ? <Whole key={at} word={part} /> : part)) : piece.includes("-") ? <Whole word={piece} /> : piece)}
    </Fragment>
  ));
}

function Whole({ word }: { word: string }) {
  return <span className="whitespace-nowrap">{word}</span>;
}
