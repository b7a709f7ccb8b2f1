import { defineConfig } from "vitest/config"

const shared = { environment: "node", testTimeout: 15_000, hookTimeout: 15_000 } as const

export default defineConfig({
  test: {
    // Many tests wait, for a server to stop or a lease to end, while others can use the core.
    maxWorkers: "150%",
    projects: [
      {
        test: {
          ...shared,
          name: "server",
          include: ["tests/**/*.test.ts"],
          exclude: ["tests/client/**", "tests/e2e/**"],
        },
      },
      {
        // Under Node, Solid resolves to its server build, in which nothing reacts: the app's logic needs the browser's.
        ssr: { resolve: { conditions: ["browser", "development"] } },
        test: {
          ...shared,
          name: "client",
          include: ["tests/client/**/*.test.ts"],
          server: { deps: { inline: [/solid/] } },
        },
      },
    ],
  },
})
