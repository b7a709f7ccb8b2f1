/** A server that runs short of something says so in its log and its metrics, and says when it is over. */
import { spawn, spawnSync } from "node:child_process"
import { once } from "node:events"
import { readdir } from "node:fs/promises"
import { describe, test } from "vitest"
import { canMount, smallDisk } from "../support/disk.ts"
import { openRawSocket } from "../support/raw-socket.ts"
import { type ServerProcess, startServerProcess } from "../support/server-process.ts"

/** Twice as long as it takes until the next look, and some more for a busy machine. */
const PATIENCE = { timeout: 30_000 }
const METRICS_TOKEN = "s3cret"
const HEAP_PROCESS = new URL("../support/heap-process-main.ts", import.meta.url).pathname
const DESCRIPTORS = 100
const WARN = 40
const INFO = 30

/** Without it nothing can be taken from a process that runs. */
const canLimit = spawnSync("prlimit", ["--version"]).status === 0

/** The level of the last line in the log about a resource, with what it tells. */
function lastAbout(resource: string, output: string) {
  const lines = output.split("\n").filter((line) => line.startsWith("{"))
  return lines.map((line) => JSON.parse(line)).findLast((line) => line.resource === resource)
}

async function isShort({ url }: ServerProcess, resource: string) {
  const headers = { authorization: `Bearer ${METRICS_TOKEN}` }
  const text = await (await fetch(`${url}/metrics`, { headers })).text()
  return new RegExp(`^confab_resource_short{resource="${resource}"} (\\d)$`, "m").exec(text)?.[1]
}

describe.concurrent("what runs short is warned of", () => {
  test.skipIf(!canLimit)(
    "descriptors, before the last is gone",
    async ({ expect }) => {
      await using server = await startServerProcess({ METRICS_TOKEN })
      spawnSync("prlimit", [`--pid=${server.pid}`, `--nofile=${DESCRIPTORS}`])
      const last = () => lastAbout("descriptors", server.output())
      const used = async () => (await readdir(`/proc/${server.pid}/fd`)).length
      expect(await isShort(server, "descriptors")).toBe("0")

      const sockets: ReturnType<typeof openRawSocket>[] = []
      while ((await used()) < DESCRIPTORS - 10) {
        const socket = openRawSocket(`${server.url}/trpc`)
        sockets.push(socket)
        await socket.open()
      }
      await expect.poll(last, PATIENCE).toMatchObject({ level: WARN, max: DESCRIPTORS })
      expect(last().open).toBeGreaterThan(DESCRIPTORS * 0.8)
      expect(await isShort(server, "descriptors")).toBe("1")

      for (const { terminate } of sockets) terminate()
      await expect.poll(last, PATIENCE).toMatchObject({ level: INFO, max: DESCRIPTORS })
      expect(await isShort(server, "descriptors")).toBe("0")
      expect(server.output().match(/"resource":/g)).toHaveLength(2)
    },
    90_000,
  )

  test.skipIf(!canMount)(
    "the disk, before it is full",
    async ({ expect }) => {
      await using disk = await smallDisk()
      const DATABASE_URL = `sqlite:${disk.path}/data.db`
      await using server = await startServerProcess({ METRICS_TOKEN, DATABASE_URL })
      const last = () => lastAbout("disk", server.output())
      expect(await isShort(server, "disk")).toBe("0")
      await disk.fill()
      await expect.poll(last, PATIENCE).toMatchObject({ level: WARN, freeBytes: 0 })
      expect(await isShort(server, "disk")).toBe("1")
      await disk.makeRoom()
      await expect.poll(last, PATIENCE).toMatchObject({ level: INFO })
      expect(await isShort(server, "disk")).toBe("0")
    },
    90_000,
  )

  test("the heap, before the process dies of it", async ({ expect }) => {
    await using full = startHeapProcess({ maxMb: 128, keptMb: 110 })
    await expect
      .poll(() => lastAbout("heap", full.output()), PATIENCE)
      .toMatchObject({ level: WARN })
    full.say("go on")
    await expect
      .poll(() => lastAbout("heap", full.output()), PATIENCE)
      .toMatchObject({ level: INFO })
    expect(await full.end()).toBe(0)
  }, 90_000)
})

function startHeapProcess({ maxMb, keptMb }: { maxMb: number; keptMb: number }) {
  const child = spawn(process.execPath, [`--max-old-space-size=${maxMb}`, HEAP_PROCESS], {
    env: { ...process.env, KEPT_MB: String(keptMb) },
    stdio: ["pipe", "inherit", "pipe"],
  })
  let output = ""
  child.stderr.on("data", (chunk) => (output += chunk))
  return {
    output: () => output,
    say: (text: string) => child.stdin.write(text),
    async end() {
      child.stdin.end()
      const [code] = await once(child, "close")
      return code
    },
    [Symbol.asyncDispose]: async () => void child.kill("SIGKILL"),
  }
}
