/** What the JSON file holds. People may read it, and with Confab stopped even edit it, so it is checked when it is loaded. */
import { randomBytes } from "node:crypto"
import { z } from "zod"
import { Message, Room, Seq } from "../../../shared/schema.ts"
import { refusals } from "../refusals.ts"

const FORMAT = "confab"
const VERSION = 1

const StoredMessage = Message.omit({ roomId: true }).extend({ usernameKey: z.string() })
export type StoredMessage = z.infer<typeof StoredMessage>

const StoredRoom = Room.extend({
  key: z.string(),
  lastSeq: Seq,
  messages: z.array(StoredMessage),
})
export type StoredRoom = z.infer<typeof StoredRoom>

/** The last ids are kept apart from what they numbered: an id is never given twice, not even after a deletion. */
const Contents = z.object({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  epoch: z.string().regex(/^[0-9a-f]+$/),
  lastRoomId: z.int().nonnegative(),
  lastMessageId: z.int().nonnegative(),
  rooms: z.array(StoredRoom),
})
export type Contents = z.infer<typeof Contents>

export const newContents = (): Contents => ({
  format: FORMAT,
  version: VERSION,
  epoch: randomBytes(6).toString("hex"),
  lastRoomId: 0,
  lastMessageId: 0,
  rooms: [],
})

const Header = z.object({ format: z.literal(FORMAT), version: z.int() })

/** Throws an Error for people, naming the file `where` the text came from. */
export function parseContents(text: string, where: string): Contents {
  const json = parseJson(text, where)
  const header = Header.safeParse(json)
  if (!header.success) throw new Error(`${where} is not a Confab data file`)
  if (header.data.version > VERSION) {
    throw new Error(`${where} was written by a newer version of Confab`)
  }
  const { success, data, error } = Contents.safeParse(json)
  if (success) return data
  const [issue] = error.issues
  throw new Error(`${where} is damaged: ${issue?.path.join(".")}: ${issue?.message}`)
}

function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Error(`${where} is damaged: ${(error as Error).message}`)
  }
}

/** Throws ROOM_NOT_FOUND. */
export function findRoom(contents: Contents, roomId: number): StoredRoom {
  const room = contents.rooms.find(({ id }) => id === roomId)
  if (!room) throw refusals.roomNotFound()
  return room
}

export const roomOf = ({ id, name, createdAt }: StoredRoom): Room => ({ id, name, createdAt })

export function messageOf(
  room: StoredRoom,
  { usernameKey: _, ...message }: StoredMessage,
): Message {
  return { roomId: room.id, ...message }
}
