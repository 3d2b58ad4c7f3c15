import type { Server } from "node:http";

/**
 * Ends an HTTP server in order: it takes no new connections, lets answers under way finish for at most `graceMs`, then cuts
 * what is left. Resolves with whether everything finished by itself.
 */
export async function drain(server: Server, graceMs: number): Promise<boolean> {
  let complete = true;
  const timer = setTimeout(() => {
    complete = false;
    server.closeAllConnections();
  }, graceMs);
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    // Kept-alive connections would hold the server open until their client leaves.
    server.closeIdleConnections();
  });
  clearTimeout(timer);
  return complete;
}

/** Runs the steps of an orderly end one after the other; a step that fails does not keep the next from running. */
export async function runInOrder(steps: (() => Promise<unknown>)[], onError: (error: unknown) => void): Promise<void> {
  for (const step of steps) {
    try {
      await step();
    } catch (error) {
      onError(error);
    }
  }
}
