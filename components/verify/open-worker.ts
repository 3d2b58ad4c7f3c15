/** A fresh worker for one check. The page that is saved as one file has a way of its own: it carries the program with it. */
export function openWorker(): Worker {
  return new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
}
