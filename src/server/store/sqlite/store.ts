import { openLocked } from "../lock.ts"
import type { CommitSizes, Store } from "../store.ts"
import { startThread, type Thread } from "./thread.ts"

const WRITER = new URL("./writer.ts", import.meta.url)
const READER = new URL("./reader.ts", import.meta.url)

/** SQLite in threads of its own, so that waiting for the disk never holds up a socket. */
export const openSqliteStore = (path: string, sizes?: CommitSizes): Promise<Store> =>
  path === ":memory:"
    ? startStore(path, sizes)
    : openLocked(path, (file) => startStore(file, sizes))

/** The one that the thread runs, and the next, so that it need not wait for us. */
const READS_AT_ONCE = 2

type Writer = Thread<{ epoch: string }>

async function startStore(path: string, sizes?: CommitSizes): Promise<Store> {
  const { writer, reader } = await startThreads(path, sizes)
  // Reads alone would pass for a whole store: better none, which `/readyz` reports.
  void writer.ended.then(() => reader.stop())

  return {
    epoch: writer.hello.epoch,
    readsAtOnce: READS_AT_ONCE,
    createRoom: (room) => writer.call("createRoom", room),
    rooms: (page) => reader.call("rooms", page),
    room: (roomId) => reader.call("room", roomId),
    activity: (page) => reader.call("activity", page),
    heads: (roomIds) => reader.call("heads", roomIds),
    deleteRoom: (roomId) => writer.call("deleteRoom", roomId),
    append: (draft) => writer.call("append", draft),
    history: (page) => reader.call("history", page),
    replay: (from) => reader.call("replay", from),
    async close() {
      // The writer last: the last to close moves the write-ahead log into the database file.
      await reader.stop()
      await writer.stop()
    },
  }
}

type Threads = { writer: Writer; reader: Thread }

async function startThreads(path: string, sizes?: CommitSizes): Promise<Threads> {
  // Only the connection that created a database in memory can see it.
  const reading = path === ":memory:" ? undefined : startThread(READER, path)
  try {
    const writer = await startThread<Writer["hello"]>(WRITER, path, sizes)
    return { writer, reader: (await reading) ?? writer }
  } catch (error) {
    await reading?.then((reader) => reader.stop())
    throw error
  }
}
