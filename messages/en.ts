import build from "./en/build.json" with { type: "json" };
import catalog from "./en/catalog.json" with { type: "json" };
import compare from "./en/compare.json" with { type: "json" };
import docs from "./en/docs.json" with { type: "json" };
import download from "./en/download.json" with { type: "json" };
import flavors from "./en/flavors.json" with { type: "json" };
import home from "./en/home.json" with { type: "json" };
import image from "./en/image.json" with { type: "json" };
import keys from "./en/keys.json" with { type: "json" };
import resolve from "./en/resolve.json" with { type: "json" };
import site from "./en/site.json" with { type: "json" };
import status from "./en/status.json" with { type: "json" };
import ui from "./en/ui.json" with { type: "json" };
import verify from "./en/verify.json" with { type: "json" };

export default { build, catalog, compare, docs, download, flavors, home, image, keys, resolve, site, status, ui, verify };
