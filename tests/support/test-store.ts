/** A store for one test, with short words for what tests do with it. */
import { openStore } from "../../src/server/store/open.ts"
import type { Draft, Store } from "../../src/server/store/store.ts"
import { REPLAY_EVENTS_MAX } from "../../src/shared/limits.ts"
import { nameKey } from "../../src/shared/text.ts"

type From = { by?: string; clientId?: string | null; personId?: number | null }

/** A draft as chat/ would hand it to the store. */
export const draft = (
  roomId: number,
  content: string,
  { by = "ann", clientId = null, personId = null }: From = {},
): Draft => ({ roomId, content, username: by, usernameKey: nameKey(by), personId, clientId })

export async function openTestStore(url: string) {
  return inWords(await openStore(url))
}

const inWords = (store: Store) => ({
  ...store,

  /** Resolves with the id. */
  newRoom: async (name: string, roomsMax?: number) =>
    (await store.createRoom({ name, key: nameKey(name), roomsMax })).id,

  /** Resolves with the stored message. */
  say: async (roomId: number, content: string, from?: From) =>
    (await store.append(draft(roomId, content, from))).message,

  /** The contents of the newest messages, oldest first. */
  texts: async (roomId: number) =>
    (await store.history({ roomId, limit: 10_000 })).map(({ content }) => content),

  after: (roomId: number, after: number, limit = REPLAY_EVENTS_MAX) =>
    store.replay({ roomId, after, limit }),

  [Symbol.asyncDispose]: store.close,
})

export type TestStore = Awaited<ReturnType<typeof openTestStore>>

/** The code a promise is refused with, or "not refused". */
export const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => "not refused",
    (error) => error.code ?? String(error),
  )
