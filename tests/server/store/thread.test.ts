import { expect, test } from "vitest"
import { startThread } from "../../../src/server/store/sqlite/thread.ts"
import { codeOf } from "../../support/test-store.ts"

const script = (body: string) =>
  new URL(
    `data:text/javascript,${encodeURIComponent(`
    import { parentPort } from "node:worker_threads"
    ${body}
  `)}`,
  )

test("a thread that dies refuses what it was asked and whatever it is asked later", async () => {
  const mortal = `
    parentPort.on("message", () => { throw new Error("out of memory") })
    parentPort.postMessage("ready")
  `
  const thread = await startThread(script(mortal), "")
  const asked = [thread.call("room", 1), thread.call("room", 2)]
  expect(await Promise.all(asked.map(codeOf))).toEqual(["STORE_UNAVAILABLE", "STORE_UNAVAILABLE"])
  await expect(thread.call("room", 3)).rejects.toMatchObject({
    code: "STORE_UNAVAILABLE",
    cause: { message: "out of memory" },
  })
  await thread.stop()
})

test("a thread that ends of itself refuses likewise", async () => {
  const brief = `parentPort.postMessage("ready"); parentPort.once("message", () => process.exit())`
  const thread = await startThread(script(brief), "")
  expect(await codeOf(thread.call("room", 1))).toBe("STORE_UNAVAILABLE")
  await thread.ended
})

test("a thread that cannot start says why", async () => {
  const stillborn = script(`throw new Error("no such luck")`)
  await expect(startThread(stillborn, "")).rejects.toThrow("no such luck")
  await expect(startThread(script(`process.exit()`), "")).rejects.toThrow("ended while starting")
})
