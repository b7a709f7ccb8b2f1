/** A server as people far away know it: its URL, and whatever can be opened there. */
import { createChatClient } from "../../src/client/sdk/index.ts"
import { openRawSocket } from "./raw-socket.ts"
import { createRestClient } from "./rest-client.ts"

export function reach(url: string) {
  const closings: (() => unknown)[] = []

  return {
    url,
    rest: createRestClient(url),

    /** The typed client, as somebody or nobody. */
    client(username?: string) {
      const client = createChatClient({ url, ...(username !== undefined && { username }) })
      closings.push(client.close)
      return client
    },

    /** A raw socket at `/ws/chat/{roomId}`. */
    raw(roomId: number | string, params: Record<string, string>) {
      const query = new URLSearchParams(params)
      const socket = openRawSocket(`${url}/ws/chat/${roomId}?${query}`)
      closings.push(socket.terminate)
      return socket
    },

    /** Has something else ended with whatever was opened here. */
    atTheEnd: (close: () => unknown) => void closings.push(close),

    /** Ends whatever was opened. */
    leaveAll: () => Promise.all(closings.splice(0).map((close) => close())),
  }
}

export type Reach = ReturnType<typeof reach>
