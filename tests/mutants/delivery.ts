/** Bugs in how everybody is told: what is remembered, written once and handed to many sockets. */
import type { Mutant } from "./mutant.ts"

const differential = "tests/server/trpc-differential.test.ts"
const drain = "tests/server/chat/drain.test.ts"
const follow = "tests/server/live/follow.test.ts"
const hub = "tests/server/hub/hub.test.ts"
const live = "tests/server/dialects.test.ts"
const raw = "tests/server/raw-socket.test.ts"
const resume = "tests/server/resume.test.ts"

export const deliveryMutants: Mutant[] = [
  {
    name: "nothing-remembered",
    breaks: "who comes back is served from memory",
    file: "src/server/live/room-stream.ts",
    find: `    this.#ring.push(announcement, heldBytes(event))
`,
    replace: "",
    noticedBy: { file: resume, test: "a storm of returns is served without the store" },
  },
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
    find: `    for (const event of events) this.hear(event)
`,
    replace: "",
    noticedBy: { file: resume, test: "a newcomer finds what the store knows" },
  },
  {
    name: "entered-before-catching-up",
    breaks: "a newcomer is not told again what it has read",
    file: "src/server/hub/audience.ts",
    find: `    reader.from = this.waiting.length
`,
    replace: "",
    noticedBy: { file: live, test: "a newcomer hears its own joining" },
  },
  {
    name: "list-told-twice",
    breaks: "a newcomer is told once who is there",
    file: "src/server/live/room-feed.ts",
    find: "    this.#reader.edition = presence.edition(roomId)\n",
    replace: "",
    noticedBy: { file: differential, test: "ids that are taken" },
  },
  {
    name: "last-words-unsaid",
    breaks: "what waits is told before a topic ends",
    file: "src/server/hub/hub.ts",
    find: `      audience?.flush(false)
      audiences.delete(topic)`,
    replace: "      audiences.delete(topic)",
    noticedBy: { file: live, test: "a deleted room says so" },
  },
  {
    name: "waits-for-ever",
    breaks: "what waits for company is told in the end",
    file: "src/server/hub/hub.ts",
    find: `    audience.patience ??= setTimeout(flushSoon, wait, audience)
`,
    replace: "",
    noticedBy: { file: hub, test: "in a big audience what merely passes" },
  },
  {
    name: "topics-stay",
    breaks: "a topic without an audience is forgotten",
    file: "src/server/hub/hub.ts",
    find: `    clearTimeout(audience.patience)
    audiences.delete(topic)`,
    replace: "    clearTimeout(audience.patience)",
    noticedBy: { file: follow, test: "who left is no longer listened for" },
  },
  {
    name: "all-told-all",
    breaks: "who is not to be told something is not",
    file: "src/server/hub/group.ts",
    find: "if (batch.isForAll && reader.from === 0 && outbox.isQuick)",
    replace: "if (reader.from === 0 && outbox.isQuick)",
    noticedBy: { file: live, test: "typing is told to the others" },
  },
  {
    name: "slow-told-what-passes",
    breaks: "a slow reader is not told what merely passes",
    file: "src/server/hub/group.ts",
    find: "outbox.isQuick ? news : news.filter(({ isFleeting }) => !isFleeting)",
    replace: "news",
    noticedBy: { file: hub, test: "a slow reader is not told what merely passes" },
  },
  {
    name: "slow-not-made-up",
    breaks: "a reader that was slow is told how things stand",
    file: "src/server/hub/group.ts",
    find: `    if (told.length < news.length) outbox.owe(reader, () => this.#makeUp(reader))
`,
    replace: "",
    noticedBy: { file: hub, test: "a slow reader is not told what merely passes" },
  },
  {
    name: "bytes-not-shared",
    breaks: "the same bytes are written to everybody",
    file: "src/server/hub/group.ts",
    find: "outbox.write(bytes, batch.isAlone)",
    replace: "outbox.write(Buffer.from(bytes), batch.isAlone)",
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
    name: "long-frames-misread",
    breaks: "frames of any length arrive whole",
    file: "src/server/api/web-socket-frames.ts",
    find: "const LENGTH_IN_8_BYTES = 127",
    replace: "const LENGTH_IN_8_BYTES = 126",
    noticedBy: { file: hub, test: "frames of any length" },
  },
  {
    name: "short-by-one-too-many",
    breaks: "a frame of 126 bytes can be read",
    file: "src/server/api/web-socket-frames.ts",
    find: "const SHORT_MAX = 125",
    replace: "const SHORT_MAX = 126",
    noticedBy: { file: hub, test: "lengths at which their heads grow" },
  },
  {
    name: "unread-without-bound",
    breaks: "a socket that is not read is cut",
    file: "src/server/api/outbox.ts",
    find: "if (unsent <= OUTBOX_BYTES_MAX + (this.#backlog?.allowance() ?? 0)) return true",
    replace: "if (unsent >= 0) return true",
    noticedBy: { file: raw, test: "who reads too slowly is closed" },
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
  {
    name: "between-reading-and-delivery",
    breaks: "what happens between catching up and entering is delivered",
    file: "src/server/live/room-feed.ts",
    find: "[...line.since(this.#start), ...this.#enter()]",
    replace: "[...this.#start.missed, ...this.#enter()]",
    noticedBy: { file: follow, test: "between following and delivery is told too" },
  },
  {
    name: "over-but-delivered",
    breaks: "a follower who is delivered a room that was deleted is over",
    file: "src/server/live/room-feed.ts",
    find: `    if (line.isOver) hub.end(roomId)
  }`,
    replace: "  }",
    noticedBy: { file: follow, test: "deleted between following and delivery" },
  },
  {
    name: "drained-untold",
    breaks: "what was taken in is told before the server goes away",
    file: "src/server/chat/chat.ts",
    find: `      await gate.close()
      flush()`,
    replace: "      await gate.close()",
    noticedBy: { file: drain, test: "told before the draining is over" },
  },
]
