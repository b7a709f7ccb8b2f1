/** The log when nothing can be written to it: its lines are lost, and nothing else. */
import { spawn } from "node:child_process"
import { once } from "node:events"
import { closeSync, openSync, readFileSync } from "node:fs"
import { readFile } from "node:fs/promises"
import { expect, test } from "vitest"
import { canMount, smallDisk } from "../support/disk.ts"
import { createRestClient } from "../support/rest-client.ts"
import { MAIN, pipe, python, STOP_MS_MAX, startOnTerminal, startSaying } from "../support/saying.ts"
import { startServerProcess } from "../support/server-process.ts"
import { temporaryFolder } from "../support/temporary-folder.ts"

const TEST_MS_MAX = 40_000

type Line = { msg: string; lost?: number }
/** Those that are whole: more may be on its way. */
const linesIn = (text: string): Line[] =>
  text
    .slice(0, text.lastIndexOf("\n") + 1)
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line))
const lostIn = (text: string) => linesIn(text).reduce((sum, { lost = 0 }) => sum + lost, 0)
const answersIn = (text: string) => linesIn(text).filter(({ msg }) => msg === "answered").length

async function expectItServes({ rest, isReady }: Awaited<ReturnType<typeof startSaying>>) {
  expect(await isReady()).toBe(true)
  const { body: room } = await rest.post("/api/chat/rooms", { name: "lobby" })
  const messages = `/api/chat/rooms/${room.id}/messages`
  expect((await rest.post(messages, { username: "ann", content: "hi" })).status).toBe(201)
  expect((await rest.get(messages)).body).toHaveLength(1)
}

test.skipIf(process.platform !== "linux")(
  "a device that is full, for the log and for what it prints (Linux only)",
  { timeout: TEST_MS_MAX },
  async () => {
    const full = openSync("/dev/full", "w")
    await using server = await startSaying({ stdio: ["ignore", full, full] })
    await server.flood(1_000)
    await expectItServes(server)
    expect(await server.stop()).toBe(0)
    closeSync(full)
  },
)

test.skipIf(process.platform === "win32")(
  "a pipe that is not read, in a burst of lines, and how many were lost once it is read (POSIX only)",
  { timeout: TEST_MS_MAX },
  async () => {
    await using log = await pipe()
    await using server = await startSaying({ stdio: ["ignore", "ignore", log.writer] })
    const lines = 6_500
    await server.flood(lines)
    await expectItServes(server)
    await expect.poll(() => lostIn(log.read()), { interval: 1 }).toBeGreaterThan(0)
    expect(lostIn(log.read()) + answersIn(log.read())).toBeGreaterThanOrEqual(lines)
    expect(await server.stop()).toBe(0)
    expect(linesIn(log.read()).at(-1)).toMatchObject({ msg: "stopped" })
    log.closeWriter()
  },
)

test.skipIf(process.platform === "win32")(
  "a pipe that is full when it is asked to end (POSIX only)",
  { timeout: TEST_MS_MAX },
  async () => {
    await using log = await pipe()
    await using server = await startSaying({ stdio: ["ignore", log.writer, log.writer] })
    await server.flood(6_500)
    expect(await server.stop()).toBe(0)
    log.closeWriter()
  },
)

test.skipIf(process.platform === "win32")(
  "a pipe whose reader is gone, until there is another one (POSIX only)",
  { timeout: TEST_MS_MAX },
  async () => {
    await using log = await pipe()
    await using server = await startSaying({ stdio: ["ignore", "ignore", log.writer] })
    log.closeWriter()
    log.closeReader()
    await server.flood(100)
    await expectItServes(server)
    log.openReader()
    await server.flood(1)
    await expect.poll(() => lostIn(log.read())).toBeGreaterThanOrEqual(100)
    expect(await server.stop()).toBe(0)
  },
)

test.skipIf(!canMount)(
  "a disk that is full for a while takes whole lines, and says how many it lacks (root on Linux only)",
  { timeout: TEST_MS_MAX },
  async () => {
    await using disk = await smallDisk()
    const path = `${disk.path}/log`
    const log = openSync(path, "a")
    await using server = await startSaying({ stdio: ["ignore", "ignore", log] })
    await disk.fill()
    await server.flood(200)
    await expectItServes(server)
    await disk.makeRoom()
    await server.flood(1)
    await expect.poll(() => lostIn(readFileSync(path, "utf8"))).toBeGreaterThan(100)
    expect(await server.stop()).toBe(0)
    const text = await readFile(path, "utf8")
    expect(lostIn(text) + answersIn(text)).toBeGreaterThan(200)
    closeSync(log)
  },
)

test.skipIf(!python)(
  "a terminal that stands still, and then is closed (where there is python3)",
  { timeout: TEST_MS_MAX },
  async () => {
    await using server = await startOnTerminal()
    await server.flood(10_000)
    await expectItServes(server)
    server.closeTerminal()
    await server.flood(100)
    expect(await server.isReady()).toBe(true)
    expect(await server.stop(server.pid)).toBe(0)
  },
)

test.skipIf(!python)(
  "a server whose own terminal is closed ends in order (where there is python3)",
  { timeout: TEST_MS_MAX },
  async () => {
    await using server = await startOnTerminal(["--own"])
    await expectItServes(server)
    server.closeTerminal()
    await expect.poll(() => server.child.exitCode, { timeout: STOP_MS_MAX }).toBe(0)
  },
)

test("a server without a terminal outlives a hang-up", async () => {
  await using server = await startServerProcess()
  process.kill(server.pid, "SIGHUP")
  await createRestClient(server.url).get("/readyz")
  expect(await server.stop()).toMatchObject({ code: 0 })
})

test("what keeps a server from starting is written to a file as well", async () => {
  await using folder = await temporaryFolder()
  const log = openSync(`${folder.path}/log`, "a")
  const env = { ...process.env, PORT: "http" }
  const child = spawn(process.execPath, [MAIN], { env, stdio: ["ignore", log, log] })
  expect((await once(child, "exit"))[0]).toBe(1)
  expect(await readFile(`${folder.path}/log`, "utf8")).toMatch(/^confab: .*\n {2}PORT: /)
  closeSync(log)
})
