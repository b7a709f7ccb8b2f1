/** A disk that fails under people who write: no false word, reading goes on, and so does writing once it is mended. */
import { describe, expect, test } from "vitest"
import { CHANGES, canInject, canMount, refuseCalls, smallDisk } from "../support/disk.ts"
import { createLedger, type Ledger, nothingWrong, wholeRoom } from "../support/ledger.ts"
import { reach } from "../support/reach.ts"
import { type ServerProcess, startServerProcess } from "../support/server-process.ts"
import { temporaryFolder } from "../support/temporary-folder.ts"
import { doors, rest, type Visitor } from "../support/visitors.ts"

/** How each door says that nothing could be stored, in the order of `doors`. */
const unavailable = [503, "SERVICE_UNAVAILABLE", "SERVICE_UNAVAILABLE", "STORE_UNAVAILABLE"]
/** Enough to fill what room the store has set aside for itself. */
const TRIES_MAX = 500

type Disk = AsyncDisposable & {
  path: string
  /** The disk fails until what comes back is disposed of. */
  breakDown(server: ServerProcess): Promise<AsyncDisposable>
}
type Failure = { name: string; possible: boolean; prepare(): Promise<Disk> }

const fullDisk: Failure = {
  name: "is full (needs root on Linux to mount one)",
  possible: canMount,
  async prepare() {
    const disk = await smallDisk()
    const breakDown = async () => {
      await disk.fill()
      return { [Symbol.asyncDispose]: disk.makeRoom }
    }
    return { ...disk, breakDown }
  },
}

const refusing = (name: string, calls: string, error: string): Failure => ({
  name: `${name} (needs strace)`,
  possible: canInject,
  async prepare() {
    const breakDown = ({ pid }: ServerProcess) => refuseCalls(pid, calls, error)
    return { ...(await temporaryFolder()), breakDown }
  },
})

const failures = [
  fullDisk,
  refusing("answers EIO to every change", CHANGES, "EIO"),
  refusing("answers EIO to every sync", "fsync,fdatasync", "EIO"),
  refusing("has become read-only", CHANGES, "EROFS"),
]

describe.each(["sqlite:chat.db", "json:chat.json"])("%s", (url) => {
  for (const { name, possible, prepare } of failures)
    test.runIf(possible)(`on a disk that ${name}, it tells no lie and recovers`, async () => {
      await using disk = await prepare()
      const env = { DATABASE_URL: url.replace(":", `:${disk.path}/`), RATE_LIMIT: "off" }
      await using process = await startServerProcess(env)
      const server = reach(process.url)
      const ledger = createLedger()
      const { id: roomId } = await rest.visit(server, "founder").createRoom("lobby")
      const writers = doors.map((door, n) => createWriter(door.visit(server, `writer ${n}`), n))
      const audit = async (reader: Visitor) => ledger.audit(roomId, await wholeRoom(reader, roomId))

      for (const { write } of writers) await write(ledger, roomId)
      expect(ledger.withFate("acknowledged")).toHaveLength(doors.length)
      {
        await using _broken = await disk.breakDown(process)
        const refusals = await Promise.all(
          writers.map(({ writeUntilRefused }) => writeUntilRefused(ledger, roomId)),
        )
        expect(refusals).toEqual(unavailable)
        for (const { visitor } of writers) expect(await audit(visitor)).toEqual(nothingWrong)
      }

      const refused = ledger.withFate("refused")
      expect(refused.length).toBeGreaterThanOrEqual(doors.length)
      for (const message of refused)
        await ledger.send(rest.visit(server, message.username), message)
      for (const { write } of writers) await write(ledger, roomId)
      expect([ledger.withFate("refused"), ledger.withFate("unknown")]).toEqual([[], []])
      expect(process.isRunning()).toBe(true)
      await server.leaveAll()
      await process.kill()
      await using next = await startServerProcess(env)
      expect(await audit(rest.visit(reach(next.url), "reader"))).toEqual(nothingWrong)
    })
})

function createWriter(visitor: Visitor, number: number) {
  const username = `writer ${number}`
  let written = 0

  function write(ledger: Ledger, roomId: number) {
    const clientId = `${number}-${++written}`
    const content = `${clientId} ${"x".repeat(3_000)}`
    return ledger.send(visitor, { roomId, username, clientId, content })
  }

  /** The door's word for the refusal. */
  async function writeUntilRefused(ledger: Ledger, roomId: number) {
    for (let tries = 0; tries < TRIES_MAX; tries++) {
      const entry = await write(ledger, roomId)
      if (entry.fate !== "acknowledged") return entry.word
    }
    return "never refused"
  }

  return { visitor, write, writeUntilRefused }
}
