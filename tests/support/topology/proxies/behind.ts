import { describe } from "vitest"
import type { ProxyKind } from "./proxy.ts"

/** In CI a proxy that is missing fails; elsewhere what is tested with it is skipped and says so. */
export function behind(kind: ProxyKind, tests: () => void) {
  const isThere = kind.isInstalled || process.env.CI === "true"
  const absence = isThere ? "" : ` (skipped, because ${kind.name} is not installed)`
  describe.skipIf(!isThere)(`behind ${kind.name}${absence}`, { timeout: 60_000 }, tests)
}
