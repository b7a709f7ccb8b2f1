import type { Bus } from "./bus.ts"

/** For nodes that share a database and have nothing to tell each other by: always away. */
export const noBus: Bus = {
  isUp: () => false,
  publish: () => undefined,
  subscribe: () => () => undefined,
  close: async () => undefined,
}
