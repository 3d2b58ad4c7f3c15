// The package has no types; these are the parts that the stories use.
declare module "oidc-provider" {
  import type { Server } from "node:http";
  type Account = { accountId: string; claims: () => Promise<Record<string, unknown>> };
  type Configuration = Record<string, unknown> & { findAccount: (context: unknown, id: string) => Account };
  export class Provider {
    constructor(issuer: string, configuration: Configuration);
    listen(port: number, host: string): Server;
  }
}
