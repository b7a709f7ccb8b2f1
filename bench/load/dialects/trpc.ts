/** Word for word what the official client's wsLink sends: one subscription, and the mutations of one tick in one batch. */
import type { Dialect } from "./dialect.ts"

const SUBSCRIPTION = 1
/** What `confab/client` keeps to. */
const BATCH_CALLS_MAX = 50
let latestCall = SUBSCRIPTION

export const trpc: Dialect = {
  answers: true,
  path: ({ username }) => (username === null ? "/trpc" : "/trpc?connectionParams=1"),
  greet({ roomId, username, subscribed }) {
    const hello = { method: "connectionParams", data: { username } }
    const params = { input: { roomId }, path: "onRoomEvent" }
    const subscribe = { id: SUBSCRIPTION, method: "subscription", params }
    const frames = [...(username === null ? [] : [hello]), ...(subscribed ? [subscribe] : [])]
    return frames.map((frame) => JSON.stringify(frame))
  },
  reply: () => null,
  isLive: (text, { subscribed }) => !subscribed || text.includes('"type":"started"'),
  say(drafts) {
    const calls = drafts.map((input) => ({
      id: ++latestCall,
      method: "mutation",
      params: { input, path: "messages.send" },
    }))
    return batches(calls).map((batch) => JSON.stringify(batch.length === 1 ? batch[0] : batch))
  },
  hear(text) {
    const { id, result, error } = JSON.parse(text)
    if (error) return { kind: "refused", why: error.message }
    if (id !== SUBSCRIPTION) return { kind: "said", content: result.data.content }
    const event = result.data?.data
    return event?.type === "message"
      ? { kind: "message", content: event.content }
      : { kind: "other" }
  },
}

function batches<Call>(calls: Call[]): Call[][] {
  if (calls.length <= BATCH_CALLS_MAX) return [calls]
  return [calls.slice(0, BATCH_CALLS_MAX), ...batches(calls.slice(BATCH_CALLS_MAX))]
}
