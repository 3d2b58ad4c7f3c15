import type { MetadataRoute } from "next";

/** What a browser needs to install the verify page as a small program that works without a network. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    name: "Image Factory: verify",
    short_name: "Verify",
    description: "Checks the OpenPGP signature of an image file, in the browser and without a network.",
    start_url: "/verify",
    scope: "/verify",
    display: "standalone",
    background_color: "#faf9f6",
    theme_color: "#0a5f5d",
    icons: [{ src: "/icon.svg", sizes: "any", type: "image/svg+xml", purpose: "any" }],
  };
}
