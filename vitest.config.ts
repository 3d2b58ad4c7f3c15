import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{app,lib,bin,components,recipes,prisma}/**/*.test.{ts,tsx}"],
    globalSetup: ["lib/postgres/vitest-setup.ts", "lib/glance/vitest-setup.ts"],
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // The code runs under Node's own type stripping; here it only needs the same file endings to resolve.
    server: { deps: { external: [/prisma\/generated/] } },
  },
});
