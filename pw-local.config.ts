import { defineConfig } from "@playwright/test";

// One factory for all stories: they build on each other, as days do, in the order of their numbers.
export default defineConfig({
  testDir: "/work/main/e2e",
  testMatch: "*.spec.ts",
  
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  maxFailures: 0,
  outputDir: "/tmp/pw/results",
  reporter: [["list"]],
  use: {
    browserName: "chromium",
    locale: "en-GB",
    timezoneId: "UTC",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
    },
  },
});
