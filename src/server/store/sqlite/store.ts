import { openLocked } from "../lock.ts"
import type { Store } from "../store.ts"
import { startThread, type Thread } from "./thread.ts"

const WRITER = new URL("./writer.ts", import.meta.url)
const READER = new URL("./reader.ts", import.meta.url)

/** SQLite in threads of its own, so that waiting for the disk never holds up a socket. */
export const openSqliteStore = (path: string): Promise<Store> =>
  path === ":memory:" ? startStore(path) : openLocked(path, startStore)

type Writer = Thread<{ epoch: string }>

async function startStore(path: string): Promise<Store> {
  const { writer, reader } = await startThreads(path)
  // Half a store would pass for a whole one with whoever only asks: better none, which `/readyz` tells.
  void writer.ended.then(() => reader.stop())

  return {
    epoch: writer.hello.epoch,
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
      // The writer last: whoever closes last moves the write-ahead log into the database file.
      await reader.stop()
      await writer.stop()
    },
  }
}

async function startThreads(path: string): Promise<{ writer: Writer; reader: Thread }> {
  // Only the connection that created a database in memory can see it.
  const reading = path === ":memory:" ? undefined : startThread(READER, path)
  try {
    const writer = await startThread<Writer["hello"]>(WRITER, path)
    return { writer, reader: (await reading) ?? writer }
  } catch (error) {
    await reading?.then((reader) => reader.stop())
    throw error
  }
}
