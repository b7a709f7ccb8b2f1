/** Bugs in what one client, one address and all of them together may take. */
import type { Mutant } from "./mutant.ts"

const activity = "tests/server/live/activity.test.ts"
const addressRates = "tests/server/address-rates.test.ts"
const bounds = "tests/server/bounds.test.ts"
const budget = "tests/server/memory-budget.test.ts"
const fairReads = "tests/server/fair-reads.test.ts"
const hub = "tests/server/hub/hub.test.ts"
const rates = "tests/server/rates.test.ts"
const trpc = "tests/server/trpc-bounds.test.ts"

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
    name: "first-come-first-read",
    breaks: "a read waits for no queue of others",
    file: "src/server/admission/round-robin.ts",
    find: "const items = connections.get(connectionKey) ?? []",
    replace: "const items = addresses.get(address)?.values().next().value ?? []",
    noticedBy: { file: fairReads, test: "waits for no queue of others" },
  },
  {
    name: "body-not-counted",
    breaks: "bodies that do not end are counted",
    file: "src/server/api/request-bodies.ts",
    find: "    budget.hold(holder, bytes)\n",
    replace: "",
    noticedBy: { file: bounds, test: "bodies that do not end" },
  },
  {
    name: "any-number-sent-ahead",
    breaks: "requests that are sent ahead of their answers are bounded",
    file: "src/server/api/pipelined-requests.ts",
    find: "queue.turns.length > PIPELINED_REQUESTS_MAX || this.#budget.isFull()",
    replace: "this.#budget.isFull()",
    noticedBy: { file: bounds, test: "requests sent ahead of their answers" },
  },
  {
    name: "one-name-everywhere",
    breaks: "a flood under a name silences only who floods",
    file: "src/server/admission/at-address.ts",
    find: "(personId: string, address: string) =>",
    replace: "(personId: string) => personId ||",
    noticedBy: { file: rates, test: "a flood under somebody else's name" },
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
    name: "all-subscriptions-at-once",
    breaks: "subscriptions begin a bounded number a turn",
    file: "src/server/api/frame-queue.ts",
    find: "if (this.#calls < TURN_CALLS_MAX) {",
    replace: "if (this.#calls < Number.POSITIVE_INFINITY) {",
    noticedBy: { file: trpc, test: "subscriptions begin a bounded number a turn" },
  },
  {
    name: "endless-message-uncounted",
    breaks: "messages that never end are bounded all together",
    file: "src/server/api/unfinished-messages.ts",
    find: "    if (bytes > held.bytes) budget.hold(held, bytes - held.bytes)\n",
    replace: "",
    noticedBy: { file: "tests/faults/frames.test.ts", test: "in many pieces that never ends" },
  },
  {
    name: "loudest-address-first",
    breaks: "activity of one address does not keep back that of others",
    file: "src/server/live/activity.ts",
    find: "    turns.set(address, turn + 1)\n",
    replace: "",
    noticedBy: { file: activity, test: "rooms that one address talks in" },
  },
  {
    name: "cut-but-told-of-the-end",
    breaks: "who is cut is told nothing more",
    file: "src/server/hub/hub.ts",
    find: `      audience?.flush(false)
      audiences.delete(topic)`,
    replace: `      audiences.delete(topic)
      audience?.flush(false)`,
    noticedBy: { file: hub, test: "a reader that is cut while the last event is told" },
  },
]
