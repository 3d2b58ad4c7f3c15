import type { MetadataRoute } from "next";
import { readEnv } from "#lib/env.ts";

// The address of the portal is a setting of the running process, not of the build.
export const dynamic = "force-dynamic";

/** What search engines may read: the pages, not the files of builds, which are large, nor the administration. */
export default function robots(): MetadataRoute.Robots {
  return { rules: { userAgent: "*", allow: "/", disallow: ["/admin", "/login", "/download/", "/api/"] }, sitemap: `${readEnv().PUBLIC_URL}/sitemap.xml` };
}
