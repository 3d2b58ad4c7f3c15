/**
 * Calls `end` once when this process is asked to end: by a signal, or because the process that started it has gone
 * (its channel closes). A second signal ends the process at once.
 */
export function onEndRequested(end: () => void): void {
  let isEnding = false;
  const request = () => {
    if (isEnding) process.exit(130);
    isEnding = true;
    end();
  };
  process.on("SIGINT", request);
  process.on("SIGTERM", request);
  if (process.connected) process.once("disconnect", () => (isEnding ? undefined : request()));
}
