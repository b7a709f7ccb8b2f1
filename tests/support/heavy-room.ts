/** The heaviest room that the limits allow: each character of its messages is six bytes of JSON. */

import { SEND_BURST } from "../../src/server/limits.ts"
import { CONTENT_CHARS_MAX, HISTORY_MESSAGES_MAX } from "../../src/shared/limits.ts"
import type { Reach } from "./reach.ts"

const content = `a${"\u0001".repeat(CONTENT_CHARS_MAX - 1)}`

/** Fills a page of history in a new room and answers its id. The names take turns, so that rates let them. */
export async function fillHeavyRoom({ rest }: Pick<Reach, "rest">): Promise<number> {
  const { body } = await rest.post("/api/chat/rooms", { name: "heavy" })
  for (let sent = 0; sent < HISTORY_MESSAGES_MAX; sent += SEND_BURST)
    await Promise.all(
      Array.from({ length: SEND_BURST }, () =>
        rest.post(`/api/chat/rooms/${body.id}/messages`, { username: `writer ${sent}`, content }),
      ),
    )
  return body.id
}
