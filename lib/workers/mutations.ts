import { hostname } from "node:os";
import { db } from "#lib/db.ts";
import { announceGoneWorkers } from "#lib/notifications/events/mutations.ts";
import type { Prisma } from "#prisma/generated/client.ts";

/** Registers this process as a worker with what it can do, and returns the id of its row. */
export async function registerWorker(name: string, capabilities: Prisma.InputJsonObject): Promise<string> {
  const { id } = await db.worker.create({ data: { name, hostName: hostname(), processId: process.pid, capabilities }, select: { id: true } });
  return id;
}

/** Says that the worker lives. */
export async function heartbeat(workerId: string): Promise<void> {
  await db.worker.update({ where: { id: workerId }, data: { heartbeatAt: new Date() } });
}

/** Says that the worker has ended in order. */
export async function retireWorker(workerId: string): Promise<void> {
  await db.worker.update({ where: { id: workerId }, data: { stoppedAt: new Date() } });
}

/**
 * Marks the workers of this host whose process is gone as stopped, so that their builds are taken over at once instead of
 * after the time that a silent worker is given.
 */
export async function retireDeadWorkersOfThisHost(): Promise<void> {
  const rows = await db.worker.findMany({ where: { hostName: hostname(), stoppedAt: null }, select: { id: true, processId: true } });
  const dead = rows.filter(({ processId }) => processId === process.pid || !isAlive(processId)).map(({ id }) => id);
  await db.$transaction(async (tx) => {
    await announceGoneWorkers(tx, dead);
    await tx.worker.updateMany({ where: { id: { in: dead } }, data: { stoppedAt: new Date() } });
  });
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
