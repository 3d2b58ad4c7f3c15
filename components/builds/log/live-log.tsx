"use client";

import { useSyncExternalStore } from "react";
import { LogViewer, type LogProps } from "./log-viewer.tsx";

const never = () => () => undefined;

/**
 * The log of a build in a terminal-like pane. Until the browser runs our program, and where it runs none, it is the plain end
 * of the log; afterwards a window onto all of it.
 */
export function LiveLog(props: LogProps) {
  const isRunning = useSyncExternalStore(never, () => true, () => false);
  if (isRunning) return <LogViewer {...props} />;
  return (
    <div role="region" aria-label={props.words.label} tabIndex={0} className="print-whole h-[28rem] overflow-auto rounded-md bg-terminal px-4 py-3 font-mono text-sm text-terminal-ink">
      <pre className="whitespace-pre-wrap wrap-anywhere">{props.start.text}</pre>
    </div>
  );
}
