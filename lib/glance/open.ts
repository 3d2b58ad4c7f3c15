import { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { messageOf } from "#lib/errors.ts";
import type { CloudConfig } from "./clouds-file.ts";
import { GlanceError } from "./errors.ts";
import { patience as usualPatience, send, type Call, type Patience } from "./http.ts";
import { openSessions } from "./keystone.ts";
import { watched } from "./progress.ts";
import type { Glance, GlanceImage } from "./types.ts";
import { bodyOf, imageSchema, importInfoSchema, pageSchema, patchMediaType, patchOf } from "./wire.ts";

/** Images that a page asks for; a cloud may give fewer (`api_limit_max`, 1000 unless changed). */
const pageSize = 1_000;
/** The longest time for one upload, however slow the line: bytes that stand still end it long before. */
const longestUploadMs = 24 * 3_600_000;

export type OpenOptions = { patience?: Partial<Patience>; signal?: AbortSignal };
type Request = Omit<Call, "url"> & { path: string; evenWhenEnding?: boolean };

/** Opens one region of a cloud; nothing is asked of it before the first operation. `signal` ends whatever is under way. */
export function openGlance(config: CloudConfig, { patience: given, signal }: OpenOptions = {}): Glance {
  const patience = { ...usualPatience, ...given };
  const sessions = openSessions(config, patience, signal);

  /** One request with a token; one that the cloud no longer takes is renewed once. */
  const ask = async ({ path, title, headers, evenWhenEnding = false, ...call }: Request): Promise<Response> => {
    for (let isSecond = false; ; isSecond = true) {
      const session = await sessions.current();
      const request = { ...call, title: `${config.name}: ${title}`, url: `${session.imageUrl}${path}`, headers: { ...headers, "x-auth-token": session.token }, signal: anyOf(evenWhenEnding ? undefined : signal, call.signal) };
      const response = await send({ ...request, expected: [...(call.expected ?? []), 401] }, patience);
      if (response.status !== 401) return response;
      sessions.drop(session);
      if (isSecond) throw new GlanceError("unauthorized", `${request.title}: the cloud takes no token of this user. Check the credentials of "${config.name}".`);
    }
  };
  const read = async <T extends z.ZodType>(schema: T, request: Request): Promise<z.infer<T>> => {
    const parsed = schema.safeParse(await (await ask(request)).json().catch(() => null));
    if (parsed.success) return parsed.data;
    throw new GlanceError("unexpected-answer", `${config.name}: ${request.title}: the answer is none of an Image API v2 (${z.prettifyError(parsed.error).slice(0, 200)}).`);
  };
  const show = async (id: string): Promise<GlanceImage | null> => {
    const response = await ask({ title: `show image ${id}`, path: `/v2/images/${id}`, method: "GET", canRepeat: true, expected: [404] });
    if (response.status === 404) return null;
    const parsed = imageSchema.safeParse(await response.json().catch(() => null));
    if (!parsed.success) throw new GlanceError("unexpected-answer", `${config.name}: show image ${id}: the answer is no image.`);
    return parsed.data;
  };

  return {
    projectId: async () => (await sessions.current()).projectId,
    list: async ({ isHidden }) => {
      const images: GlanceImage[] = [];
      let path = `/v2/images?limit=${pageSize}&os_hidden=${isHidden}&sort=created_at:asc,id:asc`;
      for (;;) {
        const page = await read(pageSchema, { title: "list images", path, method: "GET", canRepeat: true });
        images.push(...page.images);
        // A full page names a next one even when nothing is left; the cloud's own limit decides what is full.
        if (!page.next || page.images.length === 0) return images;
        // Only its query counts: a cloud behind a path of its own names a path that is not its own.
        path = `/v2/images?${page.next.split("?")[1] ?? ""}`;
      }
    },
    show,
    create: async (id, settings) => {
      const json = { "content-type": "application/json" };
      const response = await ask({ title: `make image ${id}`, path: "/v2/images", method: "POST", headers: json, body: async () => bodyOf(id, settings), canRepeat: true, expected: [409] });
      // Made by an earlier attempt whose answer was lost.
      if (response.status === 409 && !(await show(id))) throw new GlanceError("conflict", `${config.name}: make image ${id}: the cloud had an image with this id once and gives it to no other.`);
    },
    upload: async (id, sizeBytes, open) => {
      // A cloud that refuses a token may close the connection in the middle of the bytes; this renews it before.
      await show(id);
      const headers = { "content-type": "application/octet-stream", "content-length": String(sizeBytes) };
      const stalled = new AbortController();
      let storing: NodeJS.Timeout | undefined;
      const onSent = () => {
        storing = setTimeout(() => stalled.abort(new GlanceError("timeout", `${config.name}: upload image ${id}: not stored within ${patience.storeMs / 1000} s.`)), patience.storeMs);
      };
      const source = async () => {
        try {
          return await open();
        } catch (error) {
          // Ours to mend: the cloud has done nothing wrong, and other images can be sent.
          throw new GlanceError("source-lost", `The file could not be read: ${messageOf(error)}`, { cause: error });
        }
      };
      const body = async () => Readable.toWeb(watched(await source(), sizeBytes, { stallMs: patience.timeoutMs, stalled, onSent })) as unknown as BodyInit;
      try {
        await ask({ title: `upload image ${id}`, path: `/v2/images/${id}/file`, method: "PUT", headers, body, canRepeat: false, timeoutMs: longestUploadMs, signal: stalled.signal });
      } catch (error) {
        throw stalled.signal.aborted ? (stalled.signal.reason as GlanceError) : error;
      } finally {
        clearTimeout(storing);
      }
    },
    importFrom: async (id, url) => {
      const info = await read(importInfoSchema, { title: "ask for ways of import", path: "/v2/info/import", method: "GET", canRepeat: true });
      if (!info["import-methods"].value.includes("web-download")) return false;
      const body = JSON.stringify({ method: { name: "web-download", uri: url } });
      await ask({ title: `import image ${id}`, path: `/v2/images/${id}/import`, method: "POST", headers: { "content-type": "application/json" }, body: async () => body, canRepeat: false });
      const deadline = Date.now() + patience.storeMs;
      for (let pauseMs = 200; Date.now() < deadline; pauseMs = Math.min(pauseMs * 1.5, 10_000)) {
        await sleep(pauseMs, undefined, { signal });
        const image = await show(id);
        // Glance holds the image by this property while it works on it: before that is over, an active image may still be
        // written back as it was, and changes of it be lost; and one that is queued only waits for the work to begin.
        const isHeld = image?.properties["os_glance_import_task"] !== undefined;
        if (image?.status === "active" && !isHeld) return true;
        // A failed import puts the image back to where it was and says why only to the cloud's operator.
        if (!image || (image.status === "queued" && !isHeld) || image.status === "killed") throw new GlanceError("import-failed", `${config.name}: import image ${id}: the cloud could not fetch ${url}. Can it reach that address?`);
      }
      throw new GlanceError("timeout", `${config.name}: import image ${id}: not done within ${patience.storeMs / 1000} s.`);
    },
    change: (id, changes, { evenWhenEnding } = { evenWhenEnding: false }) =>
      read(imageSchema, { evenWhenEnding, title: `change image ${id}`, path: `/v2/images/${id}`, method: "PATCH", headers: { "content-type": patchMediaType }, body: async () => patchOf(changes), canRepeat: true }),
    reactivate: async (id) => void (await ask({ title: `reactivate image ${id}`, path: `/v2/images/${id}/actions/reactivate`, method: "POST", canRepeat: true })),
    remove: async (id) => void (await ask({ title: `remove image ${id}`, path: `/v2/images/${id}`, method: "DELETE", canRepeat: true, expected: [404] })),
  };
}

function anyOf(...signals: (AbortSignal | undefined)[]): AbortSignal | undefined {
  const given = signals.filter((signal) => signal !== undefined);
  return given.length > 1 ? AbortSignal.any(given) : given[0];
}
