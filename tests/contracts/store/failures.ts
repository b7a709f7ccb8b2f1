import { spawnSync } from "node:child_process"
import { expect, test } from "vitest"
import { startStoreProcess } from "../../support/store-process.ts"
import { temporaryFolder } from "../../support/temporary-folder.ts"
import { openTestStore } from "../../support/test-store.ts"
import type { DurableSubject } from "../durable-store.contract.ts"

const canLimitFiles = spawnSync("prlimit", ["--version"]).status === 0

export function survivesFailures({ urlOf }: DurableSubject) {
  test.runIf(canLimitFiles)("a start that a full disk cut off can be repeated", async () => {
    await using folder = await temporaryFolder()
    await using starter = startStoreProcess("cramped", urlOf(`${folder.path}/data`))
    const outcomes = new Set(await starter.lines())
    expect(outcomes).toContain("refused, then opened")
    expect([...outcomes].filter((outcome) => !outcome.endsWith("then opened"))).toEqual([])
  })

  test.runIf(canLimitFiles)(
    "a full disk refuses what it cannot keep, and when there is room again it goes on",
    async () => {
      await using folder = await temporaryFolder()
      const url = urlOf(`${folder.path}/data`)
      await using writer = startStoreProcess("fill", url)
      const [report = "nothing reported"] = await writer.lines()
      const { acknowledged, refusals, readWhileFull, after } = JSON.parse(report)
      expect(acknowledged.length).toBeGreaterThan(20)
      expect(new Set(refusals)).toEqual(new Set(["STORE_UNAVAILABLE"]))
      expect(readWhileFull).toEqual(acknowledged)

      await using store = await openTestStore(url)
      const contents = (await everyEvent(store)).map(({ content }) => content)
      expect(contents).toEqual([...acknowledged, ...after])
    },
  )
}

type Store = Awaited<ReturnType<typeof openTestStore>>

const everyEvent = async (store: Store) => (await store.after(1, 0, 1_000_000)).events
