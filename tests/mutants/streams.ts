/** Bugs in event streams: how they begin, last and end. */
import type { Mutant } from "./mutant.ts"

const file = "src/server/api/trpc/event-stream.ts"
const streams = "tests/server/event-streams.test.ts"
const _faults = "tests/faults/event-streams.test.ts"

export const streamsMutants: Mutant[] = [
  {
    name: "stream-for-ever",
    breaks: "a client that vanished is gone with the lease",
    file,
    find: "this.#feed?.isLease && ++this.#ticks >= TICKS_MAX",
    replace: "this.#ticks < 0",
    noticedBy: { file: streams, test: "died without a word" },
  },
  {
    name: "answers-out-of-turn",
    breaks: "a stream waits for the answers before it",
    file: "src/server/api/trpc/event-stream-door.ts",
    find: '  if (!raw.socket) await Promise.race([once(raw, "socket"), once(raw, "close")])\n',
    replace: "",
    noticedBy: { file: streams, test: "waits for the first answer" },
  },
]
