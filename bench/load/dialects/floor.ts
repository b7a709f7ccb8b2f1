/** The floors repeat to everybody whatever somebody says: the sender brings the whole event, as long as the peers' own. */
import { type Dialect, messageText } from "./dialect.ts"
import { raw } from "./raw.ts"

const timestamp = new Date().toISOString()
let latestId = 0

export const floor: Dialect = {
  ...raw,
  path: () => "/",
  say: (drafts) =>
    drafts.map(({ roomId, content, clientId }) =>
      messageText({
        id: ++latestId,
        room_id: roomId,
        seq: latestId,
        username: "reader",
        content,
        timestamp,
        client_id: clientId,
      }),
    ),
}
