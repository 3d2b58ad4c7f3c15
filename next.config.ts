import type { NextConfig } from "next";

// The pages that exist in German too (lib/locales.ts). The front names the language in a header; here the prefix goes.
const sections = "images|flavors|verify|keys|status|docs|resolve";

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  compress: true,
  serverExternalPackages: ["pg", "@prisma/client", "@prisma/adapter-pg", "@node-rs/argon2", "pg-boss", "pino"],
  typescript: { ignoreBuildErrors: true },
  rewrites: () =>
    Promise.resolve({
      beforeFiles: [
        { source: "/de", destination: "/" },
        { source: `/de/:section(${sections})`, destination: "/:section" },
        { source: `/de/:section(${sections})/:rest*`, destination: "/:section/:rest*" },
      ],
      afterFiles: [],
      fallback: [],
    }),
};

export default config;
