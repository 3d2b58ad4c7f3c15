import { messageOf } from "#lib/errors.ts";
import { benchCatalog } from "./catalog.ts";
import { benchLiveLog } from "./live-log.ts";
import { benchPages } from "./pages.ts";
import { benchVerify } from "./verify/bench.ts";

// The entry of `npm run bench [NAME]`: each measures on the machine at hand and prints the ratios that are promised.
const benches: Record<string, () => Promise<boolean>> = { pages: benchPages, catalog: benchCatalog, log: benchLiveLog, verify: benchVerify };

const names = process.argv.slice(2);
const unknown = names.find((name) => !Object.hasOwn(benches, name));
if (unknown !== undefined) {
  console.error(`"${unknown}" is no bench: name ${Object.keys(benches).join(", ")}, or none for all.`);
  process.exit(2);
}
let isKept = true;
for (const [name, bench] of Object.entries(benches)) {
  if (names.length > 0 && !names.includes(name)) continue;
  console.log(`── ${name}`);
  try {
    isKept = (await bench()) && isKept;
  } catch (error) {
    console.error(messageOf(error));
    isKept = false;
  }
}
process.exit(isKept ? 0 : 1);
