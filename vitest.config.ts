import { defineConfig } from "vitest/config"

export default defineConfig({
  // Under Node, Solid resolves to its server build, in which nothing reacts: the app's logic needs the browser's.
  ssr: { resolve: { conditions: ["browser", "development"] } },
  test: {
    environment: "node",
    include: ["tests/**/*.test.ts"],
    exclude: ["tests/e2e/**"],
    testTimeout: 15_000,
    hookTimeout: 15_000,
    server: { deps: { inline: [/solid/] } },
  },
})
