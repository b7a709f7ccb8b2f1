/** Bugs in what can be done: following, sending, being there. */
import type { Mutant } from "./mutant.ts"

const activity = "tests/server/live/activity.test.ts"
const simulation = "tests/faults/simulation.test.ts"
const follow = "tests/server/live/follow.test.ts"
const http = "tests/server/http.test.ts"
const live = "tests/server/dialects.test.ts"
const presence = "tests/server/live/presence.test.ts"
const raw = "tests/server/raw-socket.test.ts"
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
    name: "jump-not-filled",
    breaks: "what was overtaken is told in its turn",
    file: "src/server/live/room-stream.ts",
    find: "return void this.#fill(event.seq)",
    replace: "this.seq = event.seq - 1",
    noticedBy: { file: follow, test: "an event that overtook others" },
  },
  {
    name: "no-gap",
    breaks: "who was away too long is told so",
    file: "src/server/live/room-stream.ts",
    find: "if (this.#isFarFrom(from)) return this.#caughtUp([this.gap()])",
    replace: "if (this.#isFarFrom(from)) return this.#caughtUp([])",
    noticedBy: { file: live, test: "who was away too long" },
  },
  {
    name: "no-gap-read",
    breaks: "who was away for longer than can be read is told so",
    file: "src/server/live/room-stream.ts",
    find: "from > (this.seq ?? 0)) return this.#caughtUp([this.gap()])",
    replace: "from > (this.seq ?? 0)) return this.#caughtUp([])",
    noticedBy: { file: live, test: "who was away too long" },
  },
  {
    name: "gap-moves-nothing",
    breaks: "after a gap the feed goes on behind it",
    file: "src/server/live/room-stream.ts",
    find: `    this.seq = latestSeq
    this.#ring.clear()`,
    replace: "    this.#ring.clear()",
    noticedBy: { file: follow, test: "a jump too long to fill is a gap" },
  },
  {
    name: "passing-events-forget-where",
    breaks: "every event says where to go on",
    file: "src/server/live/room-stream.ts",
    find: "return new Announcement(event, this.seq ?? 0, {",
    replace: "return new Announcement(event, isDurable(event) ? event.seq : 0, {",
    noticedBy: { file: trpc, test: "every event has the id" },
  },
  {
    name: "deleted-room-lives-on",
    breaks: "a deleted room is over for everyone in it",
    file: "src/server/live/room-streams.ts",
    find: "if (!isEnd) return",
    replace: "return",
    noticedBy: { file: live, test: "a deleted room says so" },
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
    name: "own-joining-not-told",
    breaks: "a newcomer hears its own joining",
    file: "src/server/live/room-feed.ts",
    find: 'isNew ? [line.announce({ type: "join", username: who.username }), list] : [list]',
    replace: "isNew ? [list] : [list]",
    noticedBy: { file: live, test: "a newcomer hears its own joining" },
  },
  {
    name: "first-tab-leaves",
    breaks: "people are present while any of their tabs is",
    file: "src/server/live/presence.ts",
    find: "    if (present.leases.size > 0) return false\n",
    replace: "",
    noticedBy: { file: presence, test: "people are present while any of their tabs lives" },
  },
  {
    name: "one-lease-a-connection",
    breaks: "two followings over one connection are two leases",
    file: "src/server/live/room-feed.ts",
    find: "presence.join(roomId, who, this)",
    replace: "presence.join(roomId, who, this.#place.connection)",
    noticedBy: { file: trpc, test: "two subscriptions over one socket are one person" },
  },
  {
    name: "silent-for-ever",
    breaks: "a connection without a sign of life loses its lease",
    file: "src/server/live/presence.ts",
    find: "now - connection.seenAt() > PRESENCE_LEASE_MS",
    replace: "connection.seenAt() - now > PRESENCE_LEASE_MS",
    noticedBy: { file: presence, test: "shows no life" },
  },
  {
    name: "types-on",
    breaks: "who leaves no longer types",
    file: "src/server/live/room-feed.ts",
    find: "if (who && presence.leave(roomId, who, this)) typing.stop(roomId, who)",
    replace: "if (who && presence.leave(roomId, who, this)) return",
    noticedBy: { file: raw, test: "who leaves no longer types" },
  },
  {
    name: "typing-told-to-oneself",
    breaks: "nobody is told that they type",
    file: "src/server/live/room-stream.ts",
    find: 'event.type === "typing" ? nameKey(event.username) : null',
    replace: "null",
    noticedBy: { file: live, test: "typing is told to the others" },
  },
  {
    name: "drain-does-not-wait",
    breaks: "what was accepted is answered before the server goes away",
    file: "src/server/chat/gate.ts",
    find: "await emptied.promise",
    replace: "",
    noticedBy: { file: simulation, test: "in calm weather" },
  },
  {
    name: "no-rate-limit",
    breaks: "who sends too fast is asked to slow down",
    file: "src/server/admission/refuse-over-rate.ts",
    find: "if (retryAfterMs > 0)",
    replace: "if (retryAfterMs < 0)",
    noticedBy: { file: http, test: "over the rate limit" },
  },
  {
    name: "names-not-folded",
    breaks: "two names that look the same are one",
    file: "src/shared/text.ts",
    find: "part.toUpperCase().toLowerCase()",
    replace: "part",
    noticedBy: { file: "tests/shared/text.test.ts", test: "names that look equal are equal" },
  },
  {
    name: "activity-every-time",
    breaks: "what happens in rooms is told at most once a second",
    file: "src/server/live/activity.ts",
    find: "toldAt + ACTIVITY_INTERVAL_MS - performance.now()",
    replace: "toldAt - performance.now()",
    noticedBy: { file: activity, test: "then at most once a second" },
  },
  {
    name: "activity-kept-for-nobody",
    breaks: "nothing is kept of what happens while nobody watches",
    file: "src/server/live/activity.ts",
    find: `    if (!isWatched()) return
`,
    replace: "",
    noticedBy: { file: activity, test: "nothing is kept for nobody" },
  },
  {
    name: "activity-of-the-dead",
    breaks: "a room that is gone is not told of",
    file: "src/server/live/activity.ts",
    find: `      waiting.delete(roomId)
    },`,
    replace: "    },",
    noticedBy: { file: activity, test: "a room that is gone" },
  },
]
