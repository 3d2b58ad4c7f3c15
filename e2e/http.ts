import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { root } from "../bin/prepare.mjs";
import { factory } from "./factory.ts";

// What React's own client in the browser packs the arguments of an action with.
const { encodeReply } = createRequire(join(root, "package.json"))("next/dist/compiled/react-server-dom-turbopack/client.node") as { encodeReply: (args: unknown[]) => Promise<FormData | string> };
const readJson = (file: string) => JSON.parse(readFileSync(join(root, ".next", file), "utf8")) as unknown;

/** A server action of the build: `path` is a page that may call it. */
export type BuiltAction = { id: string; name: string; file: string; path: string };

/** Every server action that the portal answers to, as the build lists them. */
export function builtActions(): BuiltAction[] {
  type Listed = Record<string, { exportedName: string; filename: string; workers: Record<string, unknown> }>;
  const { node, edge } = readJson("server/server-reference-manifest.json") as { node: Listed; edge: Listed };
  return Object.entries({ ...node, ...edge }).map(([id, { exportedName, filename, workers }]) => {
    const page = Object.keys(workers).toSorted((a, b) => a.length - b.length).find((one) => !one.includes("["));
    if (!page) throw new Error(`${exportedName} of ${filename} is on no page of a fixed address.`);
    return { id, name: exportedName, file: filename, path: page.replace(/^app/, "").replace(/\/page$/, "") || "/" };
  });
}

/** Every page and route of the build, with `[parts]` that vary; `isPage` tells them apart. */
export function builtRoutes(): { path: string; isPage: boolean }[] {
  const routes = readJson("app-path-routes-manifest.json") as Record<string, string>;
  return Object.entries(routes).filter(([key]) => !key.startsWith("/_")).map(([key, path]) => ({ path, isPage: key.endsWith("/page") }));
}

/** `code`: "ok", the code of a refusal, "redirect", or "none" where no action answered. */
export type Answer = { status: number; code: string; message: string; to: string; cookies: string[]; text: string };
export type Call = { cookie?: string | null; fields?: Record<string, string>; /** instead of a form */ args?: unknown[]; headers?: Record<string, string>; path?: string };

/** Calls an action directly, without its page, as the browser of somebody with this cookie would. */
export async function callAction(action: BuiltAction, { cookie, fields = {}, args, headers = {}, path = action.path }: Call): Promise<Answer> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  const { url } = factory();
  const sent = { "next-action": action.id, accept: "text/x-component", origin: url, "sec-fetch-site": "same-origin", ...(cookie ? { cookie } : {}), ...headers };
  const body = await encodeReply(args ?? [undefined, form]);
  return readAnswer(await fetch(`${url}${path}`, { method: "POST", redirect: "manual", body, headers: sent }));
}

export async function readAnswer(response: Response): Promise<Answer> {
  const text = await response.text();
  const to = response.headers.get("x-action-redirect")?.replace(/;\w+$/, "") ?? response.headers.get("location") ?? "";
  const common = { status: response.status, to, cookies: response.headers.getSetCookie(), text };
  if (to) return { ...common, code: "redirect", message: "" };
  // The first row names the row of the action's answer; where it comes in the stream depends on how much of the page comes with it.
  const row = /^0:\{"a":"\$@(\w+)"/m.exec(text)?.[1];
  const outcome = row && new RegExp(`^${row}:(\\{.*)$`, "m").exec(text)?.[1];
  if (!outcome) return { ...common, code: "none", message: text.slice(0, 200) };
  const { ok, code = "no code", message = "" } = JSON.parse(outcome) as { ok: boolean; code?: string; message?: string };
  return { ...common, code: ok ? "ok" : code, message };
}
