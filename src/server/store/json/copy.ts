import { rm } from "node:fs/promises"
import { moveDurably } from "../durable-files.ts"
import { openLocked } from "../lock.ts"
import type {
  ArchivedEvent,
  ArchivedMessage,
  ArchivedRoom,
  Copy,
  Origin,
} from "../transfer/archive.ts"
import { targetNotNew, UnfinishedCopy } from "../transfer/transfer-errors.ts"
import { readJson } from "./archive.ts"
import { newContents, type StoredRoom, unfinishedContents } from "./contents.ts"
import { durableJsonFile, writeDurably } from "./file.ts"

/** Creates the file when it is missing. Rejects with an Error for operators when it has been used already. */
export const startJsonCopy = (path: string, origin: Origin): Promise<Copy> =>
  openLocked(path, async () => {
    if (await isUsed(path)) throw targetNotNew(path)
    await writeDurably(path, unfinishedContents)
    return beginJsonCopy(path, origin)
  })

/** In memory, and in a file beside the one at `path` until it is released. The caller holds the lock. */
export function beginJsonCopy(path: string, origin: Origin): Copy {
  const beside = `${path}.copy`
  const contents = { ...newContents(), ...origin }
  const rooms = new Map<number, StoredRoom>()

  function addRoom({ id, name, key, createdAt, lastSeq }: ArchivedRoom) {
    const room = { id, name, key, createdAt, lastSeq, messages: [] }
    rooms.set(id, room)
    contents.rooms.push(room)
  }

  function addMessage({ roomId, ...message }: ArchivedMessage) {
    const { id, seq, username, usernameKey, content, timestamp, clientId } = message
    const sender = { username, usernameKey, personId: message.personId ?? undefined }
    rooms.get(roomId)?.messages.push({ id, seq, ...sender, content, timestamp, clientId })
  }

  return {
    async write(page) {
      switch (page.kind) {
        case "rooms":
          return page.rows.forEach(addRoom)
        case "messages":
          return page.rows.forEach(addMessage)
        case "events":
          return page.rows.forEach(refuseOther)
        default:
          return page satisfies never
      }
    },
    async reread() {
      await durableJsonFile(beside).write(contents).catch(explainSize)
      return readJson(beside)
    },
    release: () => moveDurably(beside, path),
    close: () => rm(beside, { force: true }),
  }
}

/** The file has no place for them: what it gives back as events are its messages. */
function refuseOther({ kind }: ArchivedEvent) {
  if (kind !== "message") throw new Error(`a JSON file cannot keep an event of the kind ${kind}`)
}

/** V8 has no string longer than half a gigabyte. */
function explainSize(error: unknown) {
  if (error instanceof RangeError) throw new Error("this is too much for a JSON file: use SQLite")
  throw error
}

async function isUsed(path: string): Promise<boolean> {
  try {
    const contents = await durableJsonFile(path).read()
    return contents !== null && contents.lastRoomId > 0
  } catch (error) {
    if (error instanceof UnfinishedCopy) return false
    throw error
  }
}
