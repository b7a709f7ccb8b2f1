import type { Page } from "@playwright/test"

/** What the page's main thread was busy with, in milliseconds of its own: other programs on the machine do not count. */
export type Effort = { scriptMs: number; allMs: number }

export async function createEffort(page: Page) {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send("Performance.enable", { timeDomain: "threadTicks" })

  async function spent(): Promise<Effort> {
    const { metrics } = await devtools.send("Performance.getMetrics")
    const ms = (name: string) => 1_000 * (metrics.find((one) => one.name === name)?.value ?? 0)
    return { scriptMs: ms("ScriptDuration"), allMs: ms("TaskDuration") }
  }

  return {
    /** Since the page was opened. */
    spent,
    async of(act: () => Promise<unknown>): Promise<Effort> {
      const before = await spent()
      await act()
      const after = await spent()
      return {
        scriptMs: after.scriptMs - before.scriptMs,
        allMs: after.allMs - before.allMs,
      }
    },
  }
}
