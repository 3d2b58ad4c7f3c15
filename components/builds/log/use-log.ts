import { useRouter } from "next/navigation";
import { useEffect, useState, useSyncExternalStore } from "react";
import { LogStore, type LogStart } from "./store.ts";

const firstPauseMs = 2_000;
const longestPauseMs = 30_000;

/**
 * The log that begins with what the page came with and grows by what `stream` (server-sent events) brings. When the build
 * changes its status, the page around it is fetched anew; the log keeps its own lines, so that nothing appears twice.
 */
export function useLog(start: LogStart, stream: string | null): LogStore {
  const router = useRouter();
  const [{ store, source: address }] = useState(() => ({ store: new LogStore(start), source: stream }));
  useSyncExternalStore(store.subscribe, store.version, store.version);
  useEffect(() => {
    if (!address) return;
    let status: string | null = null;
    let after: string | null = null;
    let source: EventSource | undefined;
    let again: ReturnType<typeof setTimeout> | undefined;
    let failures = 0;
    const open = () => {
      const from = new URL(address, window.location.href);
      if (after !== null) from.searchParams.set("after", after);
      const opened = new EventSource(from);
      source = opened;
      opened.onopen = () => {
        failures = 0;
        store.setConnection("live");
      };
      opened.onerror = () => {
        store.setConnection("interrupted");
        // A browser connects again by itself after a broken line, but not after an answer that is no stream: a proxy's error, say.
        if (opened.readyState === EventSource.CLOSED) again = setTimeout(open, Math.min(longestPauseMs, firstPauseMs * 2 ** failures++));
      };
      opened.addEventListener("log", ({ data, lastEventId }: MessageEvent<string>) => {
        after = lastEventId;
        store.append((JSON.parse(data) as { text: string }).text);
      });
      opened.addEventListener("status", ({ data }: MessageEvent<string>) => {
        const next = (JSON.parse(data) as { status: string }).status;
        // The first one only repeats what the page already shows.
        if (status !== null && next !== status) router.refresh();
        status = next;
      });
      opened.addEventListener("end", () => {
        opened.close();
        store.setConnection("ended");
        router.refresh();
      });
    };
    open();
    return () => {
      clearTimeout(again);
      source?.close();
    };
  }, [store, address, router]);
  return store;
}
