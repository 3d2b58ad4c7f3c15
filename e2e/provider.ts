import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Provider } from "oidc-provider";
import { nodeFlags, root } from "../bin/prepare.mjs";
import { factory } from "./factory.ts";
import { useFactorySecret } from "./people.ts";

const clientSecret = "only-for-the-stories";
/** Who the provider knows, and what it says of them. */
export const accounts: Record<string, { name: string; roles: string[] }> = {
  jane: { name: "Jane of the provider", roles: ["releaser"] },
  nobody: { name: "Nobody", roles: ["staff"] },
};

/** A web process of the factory beside its first one, which lets people in through a real OpenID provider on another site. */
export type OidcPortal = { url: string; issuer: string; stop: () => Promise<void> };

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}

function startProvider(issuer: string, port: number, redirect: string): Server {
  const provider = new Provider(issuer, {
    clients: [{ client_id: "imagefactory", client_secret: clientSecret, redirect_uris: [redirect], grant_types: ["authorization_code"], response_types: ["code"] }],
    claims: { openid: ["sub"], profile: ["name", "preferred_username", "roles"], email: ["email"] },
    conformIdTokenClaims: false,
    findAccount: (_context, id) => ({ accountId: id, claims: () => Promise.resolve({ sub: id, preferred_username: id, email: `${id}@example.org`, ...accounts[id] }) }),
    pkce: { required: () => true },
    cookies: { keys: ["only for the stories"] },
    features: { devInteractions: { enabled: true } },
  });
  return provider.listen(port, "127.0.0.1");
}

/** Starts both. The portal is on `localhost` and the provider on `127.0.0.1`, which are two sites to a browser. */
export async function startOidcPortal(): Promise<OidcPortal> {
  const [port, providerPort] = [await freePort(), await freePort()];
  const [url, issuer] = [`http://localhost:${port}`, `http://127.0.0.1:${providerPort}`];
  const provider = startProvider(issuer, providerPort, `${url}/api/auth/callback/oidc`);
  const web = spawn(process.execPath, [...nodeFlags, "lib/server/main.ts"], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
    env: {
      ...process.env, NODE_ENV: "production", DATABASE_URL: factory().databaseUrl, NEXTAUTH_SECRET: useFactorySecret(), DATA_DIR: factory().dataDir, PORT: String(port), PUBLIC_URL: url,
      AUTH_OIDC_ISSUER: issuer, AUTH_OIDC_CLIENT_ID: "imagefactory", AUTH_OIDC_CLIENT_SECRET: clientSecret, AUTH_OIDC_NAME: "the provider",
    },
  });
  await untilReady(web, `${url}/readyz`);
  return {
    url,
    issuer,
    stop: async () => {
      provider.closeAllConnections();
      provider.close();
      web.kill("SIGTERM");
      if (web.exitCode === null) await once(web, "exit");
    },
  };
}

async function untilReady(web: ChildProcess, address: string): Promise<void> {
  for (const deadline = Date.now() + 60_000; ; ) {
    const isReady = await fetch(address).then(({ ok }) => ok, () => false);
    if (isReady) return;
    if (web.exitCode !== null || Date.now() > deadline) throw new Error("the second web process did not come up");
    await new Promise((done) => setTimeout(done, 200));
  }
}
