/** What startStoreProcess() starts: `TASK URL`. Lines are written synchronously: one that was printed is out. */
import { execFileSync } from "node:child_process"
import { writeSync } from "node:fs"
import { openTestStore, type TestStore } from "./test-store.ts"

const WRITERS = 20
const FULL_AT_BYTES = 400_000

/** Whatever creating a database writes, it is cut off somewhere in between by some of these. */
const CRAMPED_BYTES = [50, 20_000, 70_000]

const print = (line: string) => writeSync(1, `${line}\n`)

const tasks: Record<string, (url: string) => Promise<unknown>> = {
  /** Opens and closes, or says why not. */
  async open(url) {
    try {
      await using store = await openTestStore(url)
      print(`opened ${store.epoch}`)
    } catch (error) {
      print((error as Error).message)
    }
  },

  /** Starts in too little room, then with enough, and says how both went. */
  async cramped(url) {
    for (const bytes of CRAMPED_BYTES) {
      limitFiles(`${bytes}:unlimited`)
      const cramped = await tryOpening(url + bytes)
      limitFiles("unlimited")
      print(`${cramped}, then ${await tryOpening(url + bytes)}`)
    }
  },

  /** Writes until it is killed, printing every message that was acknowledged. */
  async write(url) {
    const store = await openTestStore(url)
    const roomId = await theRoom(store)
    const writeOn = async (writer: number) => {
      for (let i = 0; ; i++)
        print((await store.say(roomId, `${process.pid} ${writer} ${i}`)).content)
    }
    await Promise.all(Array.from({ length: WRITERS }, (_, writer) => writeOn(writer)))
  },

  /** Writes until no file may grow any more, goes on asking, is given room again, and retries what was refused last. */
  async fill(url) {
    await using store = await openTestStore(url)
    const roomId = await theRoom(store)
    const say = (number: number) => trySaying(store, roomId, `message ${number}`)
    limitFiles(`${FULL_AT_BYTES}:unlimited`)
    const report = { acknowledged: [] as string[], refusals: [] as string[] }
    let said = 0
    while (report.refusals.length < 30) {
      const ten = Array.from({ length: 10 }, () => say(++said))
      for (const { text, refusal } of await Promise.all(ten)) {
        if (refusal) report.refusals.push(refusal)
        else report.acknowledged.push(text)
      }
    }
    const readWhileFull = await store.texts(roomId)
    limitFiles("unlimited")
    const after = await Promise.all([say(said), say(said + 1)])
    print(JSON.stringify({ ...report, readWhileFull, after: after.map(({ text }) => text) }))
  },
}

const tryOpening = (url: string) =>
  openTestStore(url).then(
    (store) => store.close().then(() => "opened"),
    () => "refused",
  )

const theRoom = async (store: TestStore): Promise<number> =>
  (await store.rooms({ after: 0, limit: 1 }))[0]?.id ?? store.newRoom("lobby")

async function trySaying(store: TestStore, roomId: number, clientId: string) {
  const text = `${clientId} ${"x".repeat(1_000)}`
  const refusal = await store.say(roomId, text, { clientId }).then(
    () => undefined,
    (error) => error.code as string,
  )
  return { text, refusal }
}

/** The soft limit of this process only. Node ignores SIGXFSZ, so that a write beyond it fails with EFBIG. */
const limitFiles = (bytes: string) =>
  execFileSync("prlimit", ["--pid", String(process.pid), `--fsize=${bytes}`])

const [task = "", url = ""] = process.argv.slice(2)
await tasks[task]?.(url)
