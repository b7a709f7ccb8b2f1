/** Bugs in the tRPC door. */
import type { Mutant } from "./mutant.ts"

const bounds = "tests/server/trpc-bounds.test.ts"
const differential = "tests/server/trpc-differential.test.ts"
const _entering = "tests/server/entering.test.ts"
const _http = "tests/server/http.test.ts"
const _live = "tests/server/dialects.test.ts"
const _trpc = "tests/server/trpc-socket.test.ts"

export const trpcMutants: Mutant[] = [
  {
    name: "ended-subscriptions-count",
    breaks: "a subscription that ended makes room for another",
    file: "src/server/api/trpc/subscription.ts",
    find: `    this.#client.subscriptions.delete(this.#header.id)
`,
    replace: "",
    noticedBy: { file: bounds, test: "at most 100 subscriptions" },
  },
  {
    name: "stopped-goes-on",
    breaks: "a subscription that was stopped tells nothing more",
    file: "src/server/api/trpc/subscription.ts",
    find: `    this.leave()
`,
    replace: "",
    noticedBy: { file: differential, test: "ids that are taken" },
  },
  {
    name: "id-taken-twice",
    breaks: "two subscriptions of a socket have two ids",
    file: "src/server/api/trpc/call-procedure.ts",
    find: "if (subscriptions.has(id))",
    replace: "if (id === null)",
    noticedBy: { file: differential, test: "ids that are taken" },
  },
  {
    name: "hello-not-awaited",
    breaks: "who announced a name is nobody before it is given",
    file: "src/server/api/trpc/connection.ts",
    find: `    if (isAnnounced)
      this.#credentialsTimeout = setTimeout(closeWithoutName, HELLO_WAIT_MS, this.socket)
    else this.#identify({})`,
    replace: `    this.#identify({})
    if (isAnnounced)
      this.#credentialsTimeout = setTimeout(closeWithoutName, HELLO_WAIT_MS, this.socket)`,
    noticedBy: { file: differential, test: "answered to queries and mutations" },
  },
  {
    name: "all-questions-at-once",
    breaks: "one question of a socket is answered at a time",
    file: "src/server/api/socket.ts",
    find: "if (this.#isAnsweringQuery) await this.#waitForTurn()",
    replace: "",
    noticedBy: { file: bounds, test: "one question of a socket" },
  },
  {
    name: "the-others-forgotten",
    breaks: "questions that wait are answered in their turn",
    file: "src/server/api/socket.ts",
    find: `    if (next) next()
`,
    replace: `    if (next) this.#isAnsweringQuery = false
`,
    noticedBy: { file: bounds, test: "a few questions of one socket" },
  },
]
