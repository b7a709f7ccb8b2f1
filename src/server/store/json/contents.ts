/** People may read the file and, with Confab stopped, edit it: so it is checked when it is loaded. */
import { randomBytes } from "node:crypto"
import { z } from "zod"
import { Message, Room, Seq } from "../../../shared/schema.ts"
import { ForeignData } from "../foreign-data.ts"
import { UnfinishedCopy } from "../transfer/transfer-errors.ts"

const FORMAT = "confab"
const VERSION = 2

const StoredMessage = Message.omit({ roomId: true }).extend({
  usernameKey: z.string(),
  personId: z.int().nullish(),
})
export type StoredMessage = z.infer<typeof StoredMessage>

const StoredRoom = Room.extend({
  key: z.string(),
  lastSeq: Seq,
  messages: z.array(StoredMessage),
}).refine((room) => grow(room.messages, "seq", room.lastSeq), "seqs must grow up to lastSeq")
export type StoredRoom = z.infer<typeof StoredRoom>

/** The last ids are kept apart: an id is never given twice, not even after a deletion. */
const Contents = z
  .object({
    format: z.literal(FORMAT),
    // Version 1 had no `personId`.
    version: z.literal([1, VERSION]).transform(() => VERSION),
    epoch: z.string().regex(/^[0-9a-f]+$/),
    lastRoomId: z.int().nonnegative(),
    lastMessageId: z.int().nonnegative(),
    rooms: z.array(StoredRoom),
  })
  .refine(({ rooms, lastRoomId }) => grow(rooms, "id", lastRoomId), {
    path: ["rooms"],
    error: "ids must grow up to lastRoomId",
  })
  .refine(
    ({ rooms, lastMessageId }) => rooms.every((room) => grow(room.messages, "id", lastMessageId)),
    { path: ["rooms"], error: "message ids must grow up to lastMessageId" },
  )
export type Contents = z.infer<typeof Contents>

export const newContents = (): Contents => ({
  format: FORMAT,
  version: VERSION,
  epoch: randomBytes(6).toString("hex"),
  lastRoomId: 0,
  lastMessageId: 0,
  rooms: [],
})

/** Until the copy that is to replace it is whole. */
export const unfinishedContents = JSON.stringify({
  format: FORMAT,
  version: VERSION,
  copying: true,
})

const Header = z.object({
  format: z.literal(FORMAT),
  version: z.int(),
  copying: z.boolean().optional(),
})

export function parseContents(text: string, where: string): Contents {
  const json = parseJson(text, where)
  const header = Header.safeParse(json)
  if (!header.success) throw new ForeignData(where)
  if (header.data.version > VERSION) {
    throw new Error(`${where} was written by a newer version of Confab`)
  }
  if (header.data.copying) throw new UnfinishedCopy(where)
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

const grow = <Key extends string>(items: Record<Key, number>[], key: Key, last: number) =>
  items.every((item, i) => item[key] > (items[i - 1]?.[key] ?? 0) && item[key] <= last)
