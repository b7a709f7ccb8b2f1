import { readFile, truncate, writeFile } from "node:fs/promises"
import { expect, test } from "vitest"
import { startStoreProcess } from "../../support/store-process.ts"
import { temporaryFolder } from "../../support/temporary-folder.ts"
import { openTestStore } from "../../support/test-store.ts"
import type { DurableSubject } from "../durable-store.contract.ts"

export function refusesWrongFiles({ urlOf, makeNewer, makeForeign }: DurableSubject) {
  /** Writes a file with some messages in it, lets `change` loose on it, and answers why it cannot be opened. */
  async function refusalAfter(change: (path: string) => Promise<void>): Promise<string> {
    await using folder = await temporaryFolder()
    const path = `${folder.path}/data`
    await fill(urlOf(path))
    await change(path)
    const changed = await readFile(path)
    const reason = await openTestStore(urlOf(path)).then(
      (store) => store.close().then(() => "opened after all"),
      (error: Error) => error.message,
    )
    expect(await readFile(path), "a refused file is left as it is").toEqual(changed)
    return reason.replace(path, "FILE")
  }

  test("a file that was not harmed is opened", async () => {
    expect(await refusalAfter(async () => {})).toBe("opened after all")
  })

  test("garbage is refused as damaged", async () => {
    const garbage = (path: string) => writeFile(path, "chat ".repeat(2_000))
    expect(await refusalAfter(garbage)).toMatch(/^FILE is damaged: .+$/)
  })

  test("half a file is refused as damaged", async () => {
    const halve = async (path: string) => truncate(path, (await readFile(path)).length / 2)
    expect(await refusalAfter(halve)).toMatch(/^FILE is damaged: .+$/)
  })

  test("a file of a newer version is refused as such", async () => {
    expect(await refusalAfter(makeNewer)).toBe("FILE was written by a newer version of Confab")
  })

  test("a file of another program is refused as such", async () => {
    expect(await refusalAfter(makeForeign)).toBe("FILE belongs to another program")
  })

  test("data in use is refused to others, here and in another process, until it is closed", async () => {
    await using folder = await temporaryFolder()
    const path = `${folder.path}/data`
    const store = await openTestStore(urlOf(path))
    const inUse = `${path} is in use by another Confab process`
    await expect(openTestStore(urlOf(path))).rejects.toThrow(inUse)
    await using other = startStoreProcess("open", urlOf(path))
    expect(await other.lines()).toEqual([inUse])

    await store.close()
    await using later = startStoreProcess("open", urlOf(path))
    expect(await later.lines()).toEqual([`opened ${store.epoch}`])
  })
}

async function fill(url: string): Promise<void> {
  await using store = await openTestStore(url)
  const roomId = await store.newRoom("lobby")
  const texts = Array.from({ length: 200 }, (_, i) => `message ${i} ${"…".repeat(100)}`)
  await Promise.all(texts.map((text) => store.say(roomId, text)))
}
