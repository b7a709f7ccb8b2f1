/** Bugs in what one client, one address and all of them together may take. */
import type { Mutant } from "./mutant.ts"

const _activity = "tests/server/live/activity.test.ts"
const addressRates = "tests/server/address-rates.test.ts"
const _bounds = "tests/server/bounds.test.ts"
const budget = "tests/server/memory-budget.test.ts"
const _fairReads = "tests/server/fair-reads.test.ts"
const hub = "tests/server/hub/hub.test.ts"
const _rates = "tests/server/rates.test.ts"
const _trpc = "tests/server/trpc-bounds.test.ts"

export const boundsMutants: Mutant[] = [
  {
    name: "all-for-one-address",
    breaks: "one address holds at most half of what clients may leave unread",
    file: "src/server/admission/memory-budget.ts",
    find: "account.bytes >= this.#bytesMax / 2",
    replace: "account.bytes >= this.#bytesMax * 2",
    noticedBy: { file: budget, test: "fill the half that one address may have" },
  },
  {
    name: "taken-but-held",
    breaks: "what a connection has taken is no longer counted",
    file: "src/server/admission/held-bytes.ts",
    find: "    this.#releaseSent(held, unsentBytes)\n",
    replace: "",
    noticedBy: { file: budget, test: "of a connection that reads on" },
  },
  {
    name: "closed-but-counted",
    breaks: "a connection that is closed no longer counts for its address",
    file: "src/server/api/connection-limit.ts",
    find: '    socket.on("close", leave)\n',
    replace: "",
    noticedBy: { file: addressRates, test: "a bounded number of connections" },
  },
  {
    name: "cut-but-told-of-the-end",
    breaks: "who is cut is told nothing more",
    file: "src/server/hub/hub.ts",
    find: `    audience?.flush(false)
    this.#audiences.delete(topic)`,
    replace: `    this.#audiences.delete(topic)
    audience?.flush(false)`,
    noticedBy: { file: hub, test: "a reader that is cut while the last event is told" },
  },
]
