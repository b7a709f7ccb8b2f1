/**
 * What turns something said into the message that is told: the same fields from every peer. In memory, or when DATABASE
 * names a file, in Confab's own tables with the same pragmas and statements, one transaction a message.
 */
import { createClock } from "../../src/server/store/clock.ts"
import { createAppend } from "../../src/server/store/sqlite/append.ts"
import { openForWriting } from "../../src/server/store/sqlite/connection.ts"
import { migrate } from "../../src/server/store/sqlite/migrate.ts"
import { createRoomWrites } from "../../src/server/store/sqlite/rooms.ts"
import type { Message } from "../../src/shared/schema.ts"

type Said = { roomId: number; content: string; clientId: string }

export type Log = { append(said: Said): Message }

const username = "reader"

export const openLog = (path = process.env.DATABASE): Log =>
  path ? openSqliteLog(path) : openMemoryLog()

function openMemoryLog(): Log {
  const seqs = new Map<number, number>()
  let id = 0
  return {
    append({ roomId, content, clientId }) {
      const seq = (seqs.get(roomId) ?? 0) + 1
      seqs.set(roomId, seq)
      const timestamp = new Date().toISOString()
      return { id: ++id, roomId, seq, username, content, timestamp, clientId }
    },
  }
}

function openSqliteLog(path: string): Log {
  const database = openForWriting(path)
  migrate(database, path)
  const now = createClock()
  const append = createAppend(database, now)
  const { createRoom } = createRoomWrites(database, { now, sweep() {} })
  for (let room = 1; room <= Number(process.env.ROOMS); room++)
    createRoom?.({ name: `room ${room}`, key: `room ${room}` })

  return {
    append(said) {
      database.exec("BEGIN IMMEDIATE")
      const { message } = append({ ...said, username, usernameKey: username, personId: null })
      database.exec("COMMIT")
      return message
    },
  }
}
