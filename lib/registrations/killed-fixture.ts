import { createReadStream } from "node:fs";
import { join } from "node:path";
import type { CloudConfig } from "#lib/glance/clouds-file.ts";
import { openGlance } from "#lib/glance/open.ts";
import { createLogger } from "#lib/log.ts";
import { reconcile } from "./reconcile.ts";
import { policyOf, testActor } from "./testing.ts";

// A reconciler in a process of its own, for tests that kill it: `node killed-fixture.ts CONFIG-JSON FOLDER-OF-BYTES`.
const config = JSON.parse(process.argv[2] ?? "") as CloudConfig;
const folder = process.argv[3] ?? "";
const result = await reconcile({
  actor: testActor,
  policy: policyOf(config),
  glance: openGlance(config),
  publicUrl: "https://images.example",
  openBytes: async (key) => createReadStream(join(folder, key.replaceAll("/", "-")), { highWaterMark: 16_384 }),
  log: createLogger("killed", "silent"),
  signal: new AbortController().signal,
});
console.log(JSON.stringify(result));
process.exit(0);
