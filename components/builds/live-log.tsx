"use client";

import { ArrowDown } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";

type Connection = "waiting" | "live" | "interrupted" | "ended";

export type LiveLogWords = Record<Connection, string> & { label: string; toEnd: string };

function scrollToEnd(pane: HTMLElement | null): void {
  pane?.scrollTo({ top: pane.scrollHeight });
}

/**
 * A terminal-like pane that starts with `text`, appends what `stream` (server-sent events) brings, and follows the end
 * unless the reader scrolls up. When the build changes its status, the page around it is fetched anew; the pane keeps its
 * own text, so that nothing appears twice.
 */
export function LiveLog({ text, stream, words }: { text: string; stream: string | null; words: LiveLogWords }) {
  const router = useRouter();
  const [start] = useState({ text, stream });
  const [connection, setConnection] = useState<Connection>("waiting");
  const [isFollowing, setFollowing] = useState(true);
  const pane = useRef<HTMLDivElement>(null);
  const tail = useRef<HTMLSpanElement>(null);
  const follows = useRef(true);

  const onScroll = () => {
    if (!pane.current) return;
    const { scrollTop, clientHeight, scrollHeight } = pane.current;
    follows.current = scrollHeight - scrollTop - clientHeight < 32;
    setFollowing(follows.current);
  };

  useEffect(() => {
    scrollToEnd(pane.current);
    if (!start.stream) return;
    const source = new EventSource(start.stream);
    let status: string | null = null;
    source.onopen = () => setConnection("live");
    source.onerror = () => setConnection(source.readyState === EventSource.CLOSED ? "ended" : "interrupted");
    source.addEventListener("log", ({ data }: MessageEvent<string>) => {
      tail.current?.append((JSON.parse(data) as { text: string }).text);
      if (follows.current) scrollToEnd(pane.current);
    });
    source.addEventListener("status", ({ data }: MessageEvent<string>) => {
      const next = (JSON.parse(data) as { status: string }).status;
      // The first one only repeats what the page already shows.
      if (status !== null && next !== status) router.refresh();
      status = next;
    });
    source.addEventListener("end", () => {
      source.close();
      setConnection("ended");
      router.refresh();
    });
    return () => source.close();
  }, [start, router]);

  return (
    <div className="relative">
      <div
        ref={pane}
        onScroll={onScroll}
        role="region"
        aria-label={words.label}
        tabIndex={0}
        className="print-whole h-[26rem] overflow-auto rounded-md bg-terminal px-4 py-3 font-mono text-sm text-terminal-ink md:px-5 md:py-4"
      >
        <pre className="whitespace-pre-wrap wrap-anywhere">
          {start.text}
          <span ref={tail} />
        </pre>
      </div>
      {start.stream && (
        <p role="status" className="mt-2 flex items-center gap-2 text-sm text-soft">
          <span aria-hidden className={`size-2 rounded-full ${connection === "live" ? "bg-running" : connection === "interrupted" ? "bg-attention" : "bg-line-strong"}`} />
          {words[connection]}
        </p>
      )}
      {!isFollowing && (
        <button
          type="button"
          onClick={() => scrollToEnd(pane.current)}
          className="no-print absolute top-[22.5rem] right-6 inline-flex h-9 cursor-pointer items-center gap-2 rounded-md bg-terminal-ink px-3 text-sm font-medium text-terminal"
        >
          <ArrowDown size={16} aria-hidden />
          {words.toEnd}
        </button>
      )}
    </div>
  );
}
