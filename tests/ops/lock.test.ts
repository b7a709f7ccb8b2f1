/** Several `npm start` in one checkout: one of them installs and builds, the others wait for it. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process"
import { once } from "node:events"
import { cp, mkdir, readFile, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { expect, test } from "vitest"
import { temporaryFolder } from "../support/temporary-folder.ts"

const WORKER = `
import { appendFileSync, existsSync, writeFileSync } from "node:fs"
import { setTimeout as wait } from "node:timers/promises"
import { alone } from "./scripts/lock.mjs"
await alone({
  isDone: () => existsSync("done"),
  async work() {
    appendFileSync("log", "begin ")
    await wait(Number(process.argv[2]))
    appendFileSync("log", "end ")
    writeFileSync("done", "")
  },
  say: () => undefined,
})
`

/** A checkout in which there is work to do once. */
async function checkout() {
  const folder = await temporaryFolder()
  await mkdir(join(folder.path, "scripts"))
  for (const name of ["lock.mjs", "tools.mjs"])
    await cp(join("scripts", name), join(folder.path, "scripts", name))
  await writeFile(join(folder.path, "worker.mjs"), WORKER)
  return {
    ...folder,
    work: (ms: number) => spawn(process.execPath, ["worker.mjs", `${ms}`], { cwd: folder.path }),
    log: () => readFile(join(folder.path, "log"), "utf8").catch(() => ""),
  }
}

const exitOf = async (child: ChildProcess) => (await once(child, "exit"))[0]

test("of several at once one does the work, and the others wait until it is done", async () => {
  await using at = await checkout()
  const children = Array.from({ length: 5 }, () => at.work(300))
  expect(await Promise.all(children.map(exitOf))).toEqual([0, 0, 0, 0, 0])
  expect(await at.log()).toBe("begin end ")
})

test("one that is killed in the middle is not waited for", async () => {
  await using at = await checkout()
  const killed = at.work(60_000)
  await expect.poll(at.log, { timeout: 5_000 }).toBe("begin ")
  const next = at.work(0)
  killed.kill("SIGKILL")
  expect(await exitOf(next)).toBe(0)
  expect(await at.log()).toBe("begin begin end ")
})

test("what a process left behind that is no more holds up nobody", async () => {
  await using at = await checkout()
  const { pid } = spawnSync(process.execPath, ["--version"])
  await writeFile(join(at.path, ".setup.lock"), `${pid}`)
  expect(await exitOf(at.work(0))).toBe(0)
  expect(await at.log()).toBe("begin end ")
})
