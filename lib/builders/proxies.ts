import { runProcess } from "#lib/process.ts";
import { BuilderError } from "./types.ts";

const TIMEOUT_MS = 10_000;

/** Variables by which the builder's own downloads find a proxy. */
const VARIABLES = { http_proxy: "Acquire::http::Proxy", https_proxy: "Acquire::https::Proxy" };

/**
 * The proxies of the host's apt (apt-transport-http(1)), for the programs that a build runs; empty without one. They are
 * settings of this machine: the builder takes them out of the image again.
 * @throws BuilderError when a proxy's address holds a password, which the builder would write into its log
 */
export async function readAptProxies(env: NodeJS.ProcessEnv = process.env): Promise<Record<string, string>> {
  const query = Object.entries(VARIABLES).flat();
  const asked = await runProcess({ command: "apt-config", args: ["shell", ...query], env, timeoutMs: TIMEOUT_MS });
  return parseProxies(asked.stdout);
}

/** Reads the answer of `apt-config shell`, lines of `name='value'`. `DIRECT` stands for no proxy, as nothing does. */
export function parseProxies(text: string): Record<string, string> {
  const proxies: Record<string, string> = {};
  for (const [, name, value] of text.matchAll(/^(\w+)='([^'\n]*)'$/gm)) {
    if (!name || !value || value === "DIRECT" || value === "false") continue;
    const url = URL.parse(value);
    if (!url || !/^https?:$/.test(url.protocol) || /[\s"$`\\<>;&|()]/.test(value)) {
      throw new BuilderError(`apt's ${name} is no http address; correct it in /etc/apt/apt.conf.d`);
    }
    if (url.username || url.password) {
      throw new BuilderError(`apt's ${name} holds a user name or password, which would end up in build logs; use a proxy without login`);
    }
    proxies[name] = value;
  }
  return proxies;
}
