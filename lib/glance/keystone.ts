import { z } from "zod";
import type { CloudAuth, CloudConfig } from "./clouds-file.ts";
import { GlanceError } from "./errors.ts";
import { send, type Patience } from "./http.ts";

/** A token lives at least this long when a request begins, in milliseconds: none runs out between two requests of a pair. */
const leastLifeMs = 120_000;

const answerSchema = z.object({
  token: z.object({
    issued_at: z.coerce.date().optional(),
    expires_at: z.coerce.date(),
    project: z.object({ id: z.string() }),
    catalog: z.array(z.object({ type: z.string(), endpoints: z.array(z.object({ interface: z.string(), region_id: z.string().nullish(), region: z.string().nullish(), url: z.string().nullish() })) })),
  }),
});

/** What a token opens: the address of the Image API and the project whose images may be changed. */
export type Session = { token: string; projectId: string; imageUrl: string; expiresAt: Date };

export type Sessions = {
  /** The present session; a new one when there is none or it is about to end. */
  current(): Promise<Session>;
  /** Forgets a session whose token the cloud no longer takes. */
  drop(session: Session): void;
};

/** Logs in to a cloud when a session is needed, and no more often: calls at the same time share one log-in. */
export function openSessions(config: CloudConfig, patience: Patience, signal?: AbortSignal): Sessions {
  let session: Promise<Session> | undefined;
  return {
    current: async () => {
      const known = await session?.catch(() => undefined);
      if (known && known.expiresAt.getTime() - Date.now() > leastLifeMs) return known;
      const begun = (session = logIn(config, patience, signal));
      begun.catch(() => (session === begun ? (session = undefined) : undefined));
      return begun;
    },
    drop: () => (session = undefined),
  };
}

async function logIn({ name, auth, region, interface: face, imageEndpoint }: CloudConfig, patience: Patience, signal?: AbortSignal): Promise<Session> {
  const url = `${auth.auth_url.replace(/\/+$/, "").replace(/\/v3$/, "")}/v3/auth/tokens`;
  const body = JSON.stringify({ auth: requestOf(auth) });
  const response = await send({ title: `${name}: log in`, url, method: "POST", headers: { "content-type": "application/json" }, body: async () => body, canRepeat: true, signal }, patience);
  const token = response.headers.get("x-subject-token");
  const parsed = answerSchema.safeParse(await response.json().catch(() => null));
  if (!token || !parsed.success) throw new GlanceError("unexpected-answer", `${name}: log in: ${auth.auth_url} does not answer as an Identity API v3 does for a project. Check auth_url and the project.`);
  const { catalog, project, issued_at, expires_at } = parsed.data.token;
  // By the cloud's own clock: ours may be wrong, and then every request would log in, or none in time.
  const lifeMs = expires_at.getTime() - (issued_at?.getTime() ?? Date.now());
  const endpoints = catalog.filter(({ type }) => type === "image").flatMap((service) => service.endpoints.filter((endpoint) => endpoint.interface === face));
  const regionOf = (endpoint: (typeof endpoints)[number]) => endpoint.region_id ?? endpoint.region ?? "";
  const imageUrl = imageEndpoint ?? endpoints.find((endpoint) => region === null || regionOf(endpoint) === region)?.url;
  if (!imageUrl || !URL.canParse(imageUrl)) {
    const known = [...new Set(endpoints.map(regionOf))].join(", ");
    throw new GlanceError("configuration", `${name}: the cloud has no image service (${face}) in region ${region ?? "any"}. Regions that have one: ${known || "none"}.`);
  }
  return { token, projectId: project.id, imageUrl: imageUrl.replace(/\/+$/, "").replace(/\/v2$/, ""), expiresAt: new Date(Date.now() + lifeMs) };
}

/** Identity API v3, “Password authentication with scoped authorization” and “Authenticating with an Application Credential”. */
function requestOf(auth: CloudAuth) {
  const domain = (id: string | undefined, name: string | undefined) => (id ? { id } : { name: name ?? "Default" });
  const user = auth.user_id
    ? { id: auth.user_id }
    : { name: auth.username, domain: domain(auth.user_domain_id ?? auth.domain_id, auth.user_domain_name ?? auth.domain_name) };
  if (auth.application_credential_secret) {
    const credential = auth.application_credential_id ? { id: auth.application_credential_id } : { name: auth.application_credential_name, user };
    return { identity: { methods: ["application_credential"], application_credential: { ...credential, secret: auth.application_credential_secret } } };
  }
  const project = auth.project_id
    ? { id: auth.project_id }
    : { name: auth.project_name, domain: domain(auth.project_domain_id ?? auth.domain_id, auth.project_domain_name ?? auth.domain_name ?? auth.user_domain_name) };
  return { identity: { methods: ["password"], password: { user: { ...user, password: auth.password } } }, scope: { project } };
}
