import { useRouter } from "next/navigation";
import { useEffect, useState, useSyncExternalStore } from "react";
import { LogStore, type LogStart } from "./store.ts";

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
    const source = new EventSource(address);
    let status: string | null = null;
    source.onopen = () => store.setConnection("live");
    source.onerror = () => store.setConnection(source.readyState === EventSource.CLOSED ? "ended" : "interrupted");
    source.addEventListener("log", ({ data }: MessageEvent<string>) => store.append((JSON.parse(data) as { text: string }).text));
    source.addEventListener("status", ({ data }: MessageEvent<string>) => {
      const next = (JSON.parse(data) as { status: string }).status;
      // The first one only repeats what the page already shows.
      if (status !== null && next !== status) router.refresh();
      status = next;
    });
    source.addEventListener("end", () => {
      source.close();
      store.setConnection("ended");
      router.refresh();
    });
    return () => source.close();
  }, [store, address, router]);
  return store;
}
