/** Bugs in what can be done: following, sending, being there. */
import type { Mutant } from "./mutant.ts"

const _activity = "tests/server/live/activity.test.ts"
const simulation = "tests/faults/simulation.test.ts"
const follow = "tests/server/live/follow.test.ts"
const _http = "tests/server/http.test.ts"
const live = "tests/server/dialects.test.ts"
const _presence = "tests/server/live/presence.test.ts"
const _raw = "tests/server/raw-socket.test.ts"
const trpc = "tests/server/trpc-socket.test.ts"

export const coreMutants: Mutant[] = [
  {
    name: "told-twice",
    breaks: "nothing is told twice",
    file: "src/server/live/room-stream.ts",
    find: `    if (event.seq <= this.seq) return
`,
    replace: "",
    noticedBy: { file: follow, test: "what happens while the backlog is read is told once" },
  },
  {
    name: "no-gap-read",
    breaks: "who was away for longer than can be read is told so",
    file: "src/server/live/room-stream.ts",
    find: "from > (this.seq ?? 0)) return this.#caughtUp([this.gapEvent()])",
    replace: "from > (this.seq ?? 0)) return this.#caughtUp([])",
    noticedBy: { file: live, test: "who was away too long" },
  },
  {
    name: "announce-without-keeping",
    breaks: "nobody hears what was refused",
    file: "src/server/chat/messages.ts",
    find: "await store.append({ ...message, username, usernameKey, personId: null })",
    replace: `await store.append({ ...message, username, usernameKey, personId: null }).catch(() => ({
          message: { id: 1, seq: 1, username, timestamp: "", ...message },
          created: true,
        }))`,
    noticedBy: { file: simulation, test: "in calm weather" },
  },
  {
    name: "one-lease-a-connection",
    breaks: "two followings over one connection are two leases",
    file: "src/server/live/room-feed.ts",
    find: "presence.join(roomId, person, this)",
    replace: "presence.join(roomId, person, caller.peer)",
    noticedBy: { file: trpc, test: "two subscriptions over one socket are one person" },
  },
  {
    name: "drain-does-not-wait",
    breaks: "what was accepted is answered before the server goes away",
    file: "src/server/chat/gate.ts",
    find: "await emptied.promise",
    replace: "",
    noticedBy: { file: simulation, test: "in calm weather" },
  },
]
