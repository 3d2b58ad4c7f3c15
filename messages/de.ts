import build from "./de/build.json" with { type: "json" };
import catalog from "./de/catalog.json" with { type: "json" };
import compare from "./de/compare.json" with { type: "json" };
import docs from "./de/docs.json" with { type: "json" };
import download from "./de/download.json" with { type: "json" };
import flavors from "./de/flavors.json" with { type: "json" };
import home from "./de/home.json" with { type: "json" };
import image from "./de/image.json" with { type: "json" };
import keys from "./de/keys.json" with { type: "json" };
import resolve from "./de/resolve.json" with { type: "json" };
import site from "./de/site.json" with { type: "json" };
import status from "./de/status.json" with { type: "json" };
import ui from "./de/ui.json" with { type: "json" };
import verify from "./de/verify.json" with { type: "json" };

export default { build, catalog, compare, docs, download, flavors, home, image, keys, resolve, site, status, ui, verify };
