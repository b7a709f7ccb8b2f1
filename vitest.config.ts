import { defineConfig } from "vitest/config"

const shared = { environment: "node", testTimeout: 15_000, hookTimeout: 15_000 } as const

/** Left to `npm run test:rest`: what takes long, mostly because it starts many processes. */
const slow = [
  "tests/cluster/contracts.test.ts",
  "tests/cluster/presence.test.ts",
  "tests/cluster/processes.test.ts",
  "tests/cluster/redis-cluster.test.ts",
  "tests/faults/cluster.test.ts",
  "tests/faults/dead-line.test.ts",
  "tests/ops/**/*.test.ts",
  "tests/package.test.ts",
  "tests/server/copy-store.test.ts",
  "tests/server/openapi.test.ts",
  "tests/server/resources.test.ts",
  "tests/server/sdk-dead-line.test.ts",
  "tests/server/store/backup-file.test.ts",
  "tests/server/store/backup-postgres.test.ts",
  "tests/server/store/copy-postgres.test.ts",
  "tests/server/store/copy.test.ts",
  "tests/server/store/pgbouncer.test.ts",
  "tests/server/store/postgres-lost.test.ts",
  "tests/topology/**/*.test.ts",
]
/** They measure time or memory, and want the machine for themselves. */
const alone = [
  "tests/faults/attack.test.ts",
  "tests/faults/event-streams.test.ts",
  "tests/faults/frames.test.ts",
]
const others = ["tests/client/**", "tests/e2e/**", ...alone]

/** `npm test` leaves out what is slow, `npm run test:rest` tries that alone; whoever names a file gets it. */
function excluded() {
  if (process.env.TESTS === "most") return [...others, ...slow]
  return others
}

export default defineConfig({
  test: {
    // Many tests wait, for a server to stop or a lease to end, while others can use the core.
    maxWorkers: "150%",
    projects: [
      {
        test: {
          ...shared,
          name: "server",
          include: process.env.TESTS === "rest" ? slow : ["tests/**/*.test.ts"],
          exclude: excluded(),
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
      {
        test: {
          ...shared,
          name: "alone",
          include: alone,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
