// Keeps the verify page, so that it also opens without a network (docs/decisions/0075). Registered for that page alone:
// nothing else of the portal passes through here.
const store = "verify-page";
const asset = /\/_next\/static\/[^"'\\\s<>]+/g;

/** Fetches the page, and with it all files that its HTML names. A page that has changed takes its old files with it. */
async function keepPage(address) {
  const answer = await fetch(address, { cache: "no-cache" });
  if (!answer.ok) return answer;
  const kept = await caches.open(store);
  const before = await kept.match(address);
  if (before?.headers.get("etag") !== answer.headers.get("etag")) {
    for (const request of await kept.keys()) if (!new URL(request.url).pathname.endsWith("/verify")) await kept.delete(request);
  }
  const html = await answer.clone().text();
  await kept.put(address, answer.clone());
  await Promise.all([...new Set(html.match(asset) ?? [])].map((path) => keepAsset(new Request(path))));
  return answer;
}

/** A file whose name is its hash: once here, it never changes. */
async function keepAsset(request) {
  const kept = await caches.open(store);
  const known = await kept.match(request);
  if (known) return known;
  const answer = await fetch(request);
  if (answer.ok) await kept.put(request, answer.clone());
  return answer;
}

self.addEventListener("install", (event) => {
  event.waitUntil(keepPage(new URL(self.registration.scope).pathname).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(self.clients.claim());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  const isPage = request.mode === "navigate" && pathname.endsWith("/verify");
  if (isPage) event.respondWith(keepPage(pathname).catch(async () => (await caches.match(pathname)) ?? Response.error()));
  else if (pathname.startsWith("/_next/static/") || pathname === "/icon.svg") event.respondWith(keepAsset(request));
});
