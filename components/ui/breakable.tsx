import { Fragment } from "react";

/** A long name that may be broken after `_`, `-` and `/`, where a reader expects it. */
export function Breakable({ text }: { text: string }) {
  const parts = text.split(/(?<=[_/-])/);
  return parts.map((part, index) => (
    // The parts of one text never change their order.
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}
