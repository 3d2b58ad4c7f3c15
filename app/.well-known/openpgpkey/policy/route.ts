/** The policy of the Web Key Directory: without any flag, but its being there tells clients that there is a directory (§4.5). */
export function GET(): Response {
  return new Response("# The keys that sign the images of this portal. Nothing can be submitted here.\n", {
    headers: { "content-type": "text/plain; charset=utf-8", "access-control-allow-origin": "*", "cache-control": "no-cache" },
  });
}
