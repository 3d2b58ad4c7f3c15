import { defineConfig } from "@playwright/test";

// One factory for all stories: they build on each other, as days do, in the order of their numbers.
export default defineConfig({
  testDir: "e2e",
  testMatch: "*.spec.ts",
  globalSetup: "./e2e/start-factory.ts",
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  // While an image is built and booted beside the stories, an answer may take its time.
  expect: { timeout: 20_000 },
  maxFailures: 0,
  outputDir: "test-results/stories",
  reporter: [["list"], ["json"]],
  use: {
    browserName: "chromium",
    locale: "en-GB",
    timezoneId: "UTC",
    // A colour on its way from one theme to the other has no contrast to speak of.
    contextOptions: { reducedMotion: "reduce" },
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
    },
  },
});
