import { defineConfig } from "@playwright/test"
import { findChromium } from "./scripts/chromium.mjs"

const executablePath = await findChromium()
// Playwright loads this file again in every worker: they need not look again.
if (executablePath) process.env.CHROMIUM_PATH = executablePath

const quiet = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // A turn of the wheel is over when it is done.
  "--disable-smooth-scrolling",
]

/** `npm test` tries what matters most, `npm run test:rest` what that leaves out, `npm run test:long` all of it. */
function chosen() {
  if (process.env.LONG || process.env.SCREENSHOTS) return {}
  return process.env.TESTS === "rest" ? { grep: /@long/ } : { grepInvert: /@long/ }
}

export default defineConfig({
  testDir: "tests/e2e",
  testMatch: "**/*.spec.ts",
  globalSetup: "./tests/support/build-client.ts",
  outputDir: "test-results/e2e",
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  ...chosen(),
  // Of a hundred tests with real time in them one may meet a machine that stands still: it is named, and tried once more.
  retries: process.env.CI && process.env.TESTS === "rest" ? 1 : 0,
  // A busy machine may take its time: only who waits for nothing waits so long.
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    headless: true,
    // Each browser would take a copy of the whole app first; where that is what is tried, it is allowed.
    serviceWorkers: "block",
    // What led there, `--trace on` shows: to record every test would take a third longer.
    screenshot: "only-on-failure",
    launchOptions: { ...(executablePath && { executablePath }), args: quiet },
  },
  projects: [{ name: "chromium", use: { browserName: "chromium" } }],
})
