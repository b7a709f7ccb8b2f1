/** Bugs in event streams: how they begin, last and end. */
import type { Mutant } from "./mutant.ts"

const file = "src/server/api/trpc/event-stream.ts"
const streams = "tests/server/event-streams.test.ts"
const faults = "tests/faults/event-streams.test.ts"

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
    name: "away-at-every-turn",
    breaks: "a client that comes back in time was never away",
    file,
    find: "    this.#feed?.pause()\n",
    replace: "    this.#feed?.leave()\n",
    noticedBy: { file: streams, test: "comes back in time" },
  },
  {
    name: "awaited-for-ever",
    breaks: "a client that does not come back has left",
    file,
    find: "if (this.#isClosed) return this.#forget()\n    if (!this.keepsUp())",
    replace: "if (this.#isClosed) return\n    if (!this.keepsUp())",
    noticedBy: { file: streams, test: "does not come back" },
  },
  {
    name: "half-closed-but-there",
    breaks: "a client that closes its side has left at once",
    file,
    find: '.once("end", onClose).once("close", onClose)',
    replace: '.once("drain", onClose)',
    noticedBy: { file: streams, test: "closes its side" },
  },
  {
    name: "asks-again-for-ever",
    breaks: "clients do not ask again for a room that is gone",
    file,
    find: "    if (this.isOpen) this.outbox.write(RETURN, true)\n",
    replace: "",
    noticedBy: { file: streams, test: "tells clients not to ask again" },
  },
  {
    name: "answers-out-of-turn",
    breaks: "a stream waits for the answers before it",
    file: "src/server/api/trpc/event-stream-door.ts",
    find: '  if (!raw.socket) await Promise.race([once(raw, "socket"), once(raw, "close")])\n',
    replace: "",
    noticedBy: { file: streams, test: "waits for the first answer" },
  },
  {
    name: "streams-not-drained",
    breaks: "before the server goes away streams are ended in order",
    file: "src/server/app.ts",
    find: "    streams.drain()\n",
    replace: "",
    noticedBy: { file: streams, test: "told what was stored" },
  },
  {
    name: "unread-stream-for-ever",
    breaks: "a stream that is not read is cut, and its client gone",
    file,
    find: "    this.#close(closeCodes.tooSlow)\n    this.#socket.destroy()\n",
    replace: "",
    noticedBy: { file: faults, test: "streams that are not read" },
  },
]
