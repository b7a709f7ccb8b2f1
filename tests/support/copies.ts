/** Stores to be copied, of every kind, and all there is to see in one. */

import type {
  ArchivedEvent,
  ArchivedMessage,
  ArchivedRoom,
  Page,
} from "../../src/server/store/transfer/archive.ts"
import { copyStore } from "../../src/server/store/transfer/copy.ts"
import { locationOf } from "../../src/server/store/transfer/locations.ts"
import { temporarySchema } from "./postgres.ts"
import { fileFor } from "./store-place.ts"
import { openTestStore, type TestStore } from "./test-store.ts"

export type Kind = keyof typeof storePlaces

/** Where a store of a kind can be made. */
export const storePlaces = {
  sqlite: fileFor((path) => `sqlite:${path}`),
  json: fileFor((path) => `json:${path}`),
  postgres: temporarySchema,
}

export const copy = (from: string, to: string) => copyStore({ from, to, onProgress: () => {} })

const texts = [
  "plain",
  "👩‍👩‍👧‍👦 🎉",
  "\u00e9 is not e\u0301",
  " \r\n\t ",
  "'; -- \\ \u2028 {1,2}",
  "שלום \u202e",
  "NULL",
]

type Furniture = { rooms?: number; messages?: number }

/** Messages of visitors and accounts, with client ids and without; the first room and the last are deleted. */
export async function seedStore(url: string, { rooms = 5, messages = 40 }: Furniture = {}) {
  await using store = await openTestStore(url)
  const names = Array.from({ length: rooms }, (_, n) => `Größe ${n} ${texts[n % texts.length]}`)
  const ids = await Promise.all(names.map((name) => store.newRoom(name)))
  const say = (n: number) =>
    store.say(ids[n % (rooms - 1)] as number, `${n} ${texts[n % texts.length]}`, {
      by: n % 3 === 0 ? "Zoë" : "bo",
      clientId: n % 2 === 0 ? `c${n}` : null,
      personId: personIdOf(n),
    })
  await Promise.all(Array.from({ length: messages }, (_, n) => say(n)))
  await store.say(ids.at(-1) as number, "the last words")
  await Promise.all([ids[0], ids.at(-1)].map((id) => store.deleteRoom(id as number)))
}

/** The account behind the message that begins with this number. */
export const personIdOf = (n: number) => (n % 5 === 0 ? 2 ** 40 + n : null)

/** Everything that the store's interface shows. */
export async function shownBy(url: string) {
  await using store = await openTestStore(url)
  const rooms = await store.rooms({ after: 0, limit: 1e6 })
  const activity = await store.activity({ after: 0, limit: 1e6 })
  return { epoch: store.epoch, activity, rooms: await Promise.all(rooms.map(inRoom(store))) }
}

const inRoom = (store: TestStore) => async (room: { id: number }) => ({
  ...room,
  history: await store.history({ roomId: room.id, limit: 1e6 }),
  log: await store.after(room.id, 0, 1e6),
})

/** Everything that is kept. */
export async function archivedIn(url: string) {
  const archive = await locationOf(url).open()
  try {
    const pages = await Array.fromAsync(archive.pages())
    const rows = <Row>(kind: Page["kind"]) =>
      pages
        .filter((page) => page.kind === kind)
        .flatMap((page) => page.rows.map((row) => ({ ...row }) as Row))
    return {
      origin: { ...archive.origin },
      rooms: rows<ArchivedRoom>("rooms"),
      messages: rows<ArchivedMessage>("messages"),
      events: rows<ArchivedEvent>("events"),
    }
  } finally {
    await archive.close()
  }
}
