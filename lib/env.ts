import { isIP } from "node:net";
import { resolve } from "node:path";
import { z } from "zod";
import { derivedSecret } from "./sealed.ts";

const path = (fallback: string) =>
  z.string().min(1).default(fallback).transform((value) => resolve(/* turbopackIgnore: true */ value));

function isNetwork(text: string): boolean {
  const [address = "", bits = "0"] = text.split("/");
  return isIP(address) !== 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (isIP(address) === 6 ? 128 : 32);
}

const emptyAsUnset = (input: unknown) => (input === "" ? undefined : input);
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(emptyAsUnset, schema.optional());

/** Every setting of the product: name, meaning, default. The names never change (design.md §9). */
const environmentSchema = z.object({
  /** TCP port of the portal. */
  PORT: z.coerce.number().int().min(1).max(65535).default(3000),
  /** Address that the portal listens on; the loopback interface unless said otherwise. */
  HOST: z.string().min(1).default("127.0.0.1"),
  /** Folder of everything that the product writes. */
  DATA_DIR: path(".data"),
  /** Address under which people reach the portal; goes into Metalinks, feeds and log-in redirects. */
  PUBLIC_URL: optional(z.url({ protocol: /^https?$/ }).transform((value) => value.replace(/\/+$/, ""))),
  /** PostgreSQL; the embedded server when unset. */
  DATABASE_URL: optional(z.url({ protocol: /^postgres(ql)?$/ })),
  /** Where artifacts live: `file:/absolute/folder` or `s3://bucket`; a folder in `DATA_DIR` when unset. */
  STORAGE_URL: optional(z.string().regex(/^(file:|s3:\/\/)./, "must begin with file: or s3://")),
  S3_ENDPOINT: optional(z.url({ protocol: /^https?$/ })),
  /** Unix socket of the signing process. */
  SIGNING_SOCKET: optional(z.string()),
  /** Armored OpenPGP private key; made at the first start when unset. Only the signing process reads it. */
  SIGNING_KEY_FILE: optional(z.string()),
  SIGNING_KEY_PASSPHRASE_FILE: optional(z.string()),
  /** Where to report a weakness, for `security.txt` (RFC 9116 §2.5.3): a mail or web address. */
  SECURITY_CONTACT: optional(z.union([z.url({ protocol: /^https$/ }), z.string().regex(/^mailto:[^\s@]+@[^\s@]+$/, "must begin with https: or mailto:")])),
  AUTH_OIDC_ISSUER: optional(z.url()),
  AUTH_OIDC_CLIENT_ID: optional(z.string()),
  AUTH_OIDC_CLIENT_SECRET: optional(z.string()),
  /** What the button of the log-in page calls the provider; its host name when unset. */
  AUTH_OIDC_NAME: optional(z.string().max(60)),
  AUTH_OIDC_SCOPE: z.string().default("openid profile email"),
  /** The claim of the ID token that carries roles or groups; a path such as `realm_access.roles`. */
  AUTH_OIDC_ROLES_CLAIM: z.string().min(1).default("roles"),
  /** Which of its values give which role: `cloud-admins=admin, cloud-ops=operator`; the names of our roles when unset. */
  AUTH_OIDC_ROLES: optional(z.string().regex(/^\s*[^=,]+=(viewer|operator|releaser|admin)\s*(,\s*[^=,]+=(viewer|operator|releaser|admin)\s*)*$/, "must look like group=role, group=role")),
  /** Key of the log-in cookies; made at the first start when unset. */
  NEXTAUTH_SECRET: optional(z.string().min(32, "must have at least 32 characters")),
  /** Key of the secrets of webhooks, for web and workers; derived from `NEXTAUTH_SECRET`, which workers never learn, when unset. */
  NOTIFICATION_SECRET: optional(z.string().min(32, "must have at least 32 characters")),
  OS_CLIENT_CONFIG_FILE: optional(z.string()),
  /** The server that takes mails of notifications, `smtp://user:password@host:587`; without it e-mail is off. */
  SMTP_URL: optional(z.url({ protocol: /^smtps?$/ })),
  /** Who sends these mails; `imagefactory@` and the host of `PUBLIC_URL` when unset. */
  SMTP_FROM: optional(z.string().regex(/^[^\s@]+@[^\s@]+$/, "must be one e-mail address")),
  /** Networks beside the public internet to which webhooks may go, with commas: `127.0.0.0/8, 10.1.0.0/16`. */
  WEBHOOK_NETWORKS: z
    .string()
    .default("")
    .transform((list) => list.split(",").map((entry) => entry.trim()).filter(Boolean))
    .refine((networks) => networks.every(isNetwork), "must be networks such as 10.1.0.0/16, with commas"),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  /** Who sends the bytes of downloads: this process, nginx (`X-Accel-Redirect`), or the object storage. */
  DOWNLOADS: z.enum(["node", "x-accel", "redirect"]).default("node"),
  /** The image that the very first start builds; empty for none. */
  FIRST_BUILD: z.string().default("Standard_Debian_12"),
  /** Proxies whose `X-Forwarded-For` is believed: addresses and networks, with commas. */
  TRUSTED_PROXIES: z.string().default("127.0.0.1,::1").transform((list) => list.split(",").map((entry) => entry.trim()).filter(Boolean)),
  /** Package mirror for builds; the mirror of the host's own apt when unset. */
  BUILD_MIRROR: optional(z.url({ protocol: /^https?$/ })),
  BUILD_SECURITY_MIRROR: optional(z.url({ protocol: /^https?$/ })),
  /** May `npm start` and `npm test` install missing system packages with apt? `auto`: when run by root. */
  INSTALL_PACKAGES: z.enum(["auto", "never"]).default("auto"),
});

type Parsed = z.infer<typeof environmentSchema>;

/** The checked environment, with the defaults that depend on other settings filled in. */
export type Env = Parsed & { PUBLIC_URL: string; STORAGE_URL: string; SIGNING_SOCKET: string; SIGNING_KEY_FILE: string; SECURITY_CONTACT: string; SMTP_FROM: string };

/** `NOTIFICATION_SECRET` where it is not set itself. */
export function notificationSecretOf(nextAuthSecret: string): string {
  return derivedSecret(nextAuthSecret, "imagefactory notification secret v1");
}

/** Thrown when a setting is wrong; the message names each variable, its value and what is expected. */
export class EnvironmentError extends Error {
  readonly variables: string[];

  constructor(problems: { variable: string; text: string }[]) {
    super(`The environment is not usable:\n${problems.map(({ variable, text }) => `  ${variable}: ${text}`).join("\n")}`);
    this.name = "EnvironmentError";
    this.variables = problems.map(({ variable }) => variable);
  }
}

const secretNames = /SECRET|PASSPHRASE|DATABASE_URL|SMTP_URL/;

/**
 * Reads and checks the whole environment; throws {@link EnvironmentError} that names every wrong variable at once.
 * Secret values are not repeated in the message.
 */
export function readEnv(source: Record<string, string | undefined> = process.env): Env {
  const result = environmentSchema.safeParse(source);
  if (!result.success) {
    throw new EnvironmentError(
      result.error.issues.map((issue) => {
        const variable = String(issue.path[0] ?? "environment");
        const shown = secretNames.test(variable) ? "its value" : `"${source[variable] ?? ""}"`;
        return { variable, text: `${shown} does not fit: ${issue.message}. Set it in the environment or in .env, or unset it for the default.` };
      }),
    );
  }
  const env = result.data;
  const publicUrl = env.PUBLIC_URL ?? `http://localhost:${env.PORT}`;
  return {
    ...env,
    PUBLIC_URL: publicUrl,
    // The mailbox that every domain is expected to have for this (RFC 2142 §4).
    SECURITY_CONTACT: env.SECURITY_CONTACT ?? `mailto:security@${new URL(publicUrl).hostname}`,
    NOTIFICATION_SECRET: env.NOTIFICATION_SECRET ?? (env.NEXTAUTH_SECRET ? notificationSecretOf(env.NEXTAUTH_SECRET) : undefined),
    SMTP_FROM: env.SMTP_FROM ?? `imagefactory@${new URL(publicUrl).hostname}`,
    STORAGE_URL: env.STORAGE_URL ?? `file:${resolve(env.DATA_DIR, "storage")}`,
    SIGNING_SOCKET: resolve(env.SIGNING_SOCKET ?? resolve(env.DATA_DIR, "run", "signer.sock")),
    SIGNING_KEY_FILE: resolve(env.SIGNING_KEY_FILE ?? resolve(env.DATA_DIR, "signing", "private.asc")),
  };
}
