/** Bugs in how everybody is told: what is remembered, written once and handed to many sockets. */
import type { Mutant } from "./mutant.ts"

const differential = "tests/server/trpc-differential.test.ts"
const _drain = "tests/server/chat/drain.test.ts"
const follow = "tests/server/live/follow.test.ts"
const hub = "tests/server/hub/hub.test.ts"
const live = "tests/server/dialects.test.ts"
const raw = "tests/server/raw-socket.test.ts"
const resume = "tests/server/resume.test.ts"

export const deliveryMutants: Mutant[] = [
  {
    name: "ring-serves-a-hole",
    breaks: "what is no longer remembered is read from the store",
    file: "src/server/hub/ring.ts",
    find: "first === undefined || seq < first - 1",
    replace: "first === undefined",
    noticedBy: { file: resume, test: "who has been away for longer than is remembered" },
  },
  {
    name: "learned-alone",
    breaks: "what one reader finds in the log is told to all",
    file: "src/server/live/room-stream.ts",
    find: `    for (const event of events) this.accept(event)
`,
    replace: "",
    noticedBy: { file: resume, test: "a newcomer finds what the store knows" },
  },
  {
    name: "entered-before-catching-up",
    breaks: "a newcomer is not told again what it has read",
    file: "src/server/hub/audience.ts",
    find: `    subscriber.from = this.waiting.length
`,
    replace: "",
    noticedBy: { file: live, test: "a newcomer hears its own joining" },
  },
  {
    name: "list-told-twice",
    breaks: "a newcomer is told once who is there",
    file: "src/server/live/room-feed.ts",
    find: "    this.#subscriber.version = presence.version(roomId)\n",
    replace: "",
    noticedBy: { file: differential, test: "ids that are taken" },
  },
  {
    name: "last-words-unsaid",
    breaks: "what waits is told before a topic ends",
    file: "src/server/hub/hub.ts",
    find: `    audience?.flush(false)
    this.#audiences.delete(topic)`,
    replace: "    this.#audiences.delete(topic)",
    noticedBy: { file: live, test: "a deleted room says so" },
  },
  {
    name: "waits-for-ever",
    breaks: "what waits for company is told in the end",
    file: "src/server/hub/hub.ts",
    find: `    else audience.delay ??= setTimeout(() => this.#flushSoon(audience), wait)
`,
    replace: "",
    noticedBy: { file: hub, test: "in a big audience what merely passes" },
  },
  {
    name: "topics-stay",
    breaks: "a topic without an audience is forgotten",
    file: "src/server/hub/hub.ts",
    find: `    clearTimeout(audience.delay)
    this.#audiences.delete(topic)`,
    replace: "    clearTimeout(audience.delay)",
    noticedBy: { file: follow, test: "who left is no longer listened for" },
  },
  {
    name: "bytes-not-shared",
    breaks: "the same bytes are written to everybody",
    file: "src/server/hub/group.ts",
    find: "outbox.write(packed ?? pack(), batch.isAlone)",
    replace: "outbox.write(Buffer.from(packed ?? pack()), batch.isAlone)",
    noticedBy: { file: hub, test: "what is published in one turn" },
  },
  {
    name: "a-write-a-topic",
    breaks: "what several topics tell one socket goes out together",
    file: "src/server/api/outbox.ts",
    find: "if (!isAlone && this.audiences > 1 &&",
    replace: "if (!isAlone && this.audiences < 0 &&",
    noticedBy: { file: hub, test: "several topics reach one socket" },
  },
  {
    name: "cut-but-there",
    breaks: "who is cut has left the room at once",
    file: "src/server/api/socket.ts",
    find: `"reading too slowly")
    this.connection?.closed()
`,
    replace: `"reading too slowly")
`,
    noticedBy: { file: raw, test: "who reads too slowly is closed" },
  },
]
