/** Bugs in the tRPC door. */
import type { Mutant } from "./mutant.ts"

const bounds = "tests/server/trpc-bounds.test.ts"
const differential = "tests/server/trpc-differential.test.ts"
const entering = "tests/server/entering.test.ts"
const http = "tests/server/http.test.ts"
const live = "tests/server/dialects.test.ts"
const trpc = "tests/server/trpc-socket.test.ts"

export const trpcMutants: Mutant[] = [
  {
    name: "any-batch",
    breaks: "a frame has at most 50 calls",
    file: "src/server/api/trpc/calls.ts",
    find: ".length > BATCH_CALLS_MAX",
    replace: ".length < 0",
    noticedBy: { file: bounds, test: "a batch has at most 50 calls" },
  },
  {
    name: "any-batch-over-http",
    breaks: "a request has at most 50 calls",
    file: "src/server/api/trpc/http.ts",
    find: "        maxBatchSize: BATCH_CALLS_MAX,\n",
    replace: "",
    noticedBy: { file: http, test: "over HTTP has at most 50 calls" },
  },
  {
    name: "any-number-of-subscriptions",
    breaks: "a socket has at most 100 subscriptions",
    file: "src/server/api/trpc/call-procedure.ts",
    find: "if (subscriptions.size >= SUBSCRIPTIONS_PER_SOCKET_MAX)",
    replace: "if (subscriptions.size < 0)",
    noticedBy: { file: bounds, test: "at most 100 subscriptions" },
  },
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
    name: "stopped-is-asked",
    breaks: "a subscription that was stopped before it began is not begun",
    file: "src/server/api/trpc/call-procedure.ts",
    find: "pending.isStopped ? null : callProcedure(client, call, index)",
    replace: "callProcedure(client, call, index)",
    noticedBy: { file: differential, test: "stopped before it has begun" },
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
    name: "wrong-hello-forgotten",
    breaks: "a name that could not be read is refused, not taken for nobody",
    file: "src/server/api/trpc/connection.ts",
    find: `    this.#context = error
`,
    replace: `    this.#identify({})
`,
    noticedBy: { file: differential, test: "a first frame that gives no name" },
  },
  {
    name: "keep-alive-is-a-name",
    breaks: "a keep-alive is answered, not heard",
    file: "src/server/api/trpc/connection.ts",
    find: `    if (text === "PING") return void this.socket.sendText("PONG")
`,
    replace: "",
    noticedBy: { file: differential, test: "answered to keep-alive" },
  },
  {
    name: "forms-taken",
    breaks: "tRPC takes nothing that any page could post",
    file: "src/server/api/trpc/http.ts",
    find: "acceptJson(app, (text) => text)",
    replace: 'app.addContentTypeParser("*", (_, __, done) => done(null))',
    noticedBy: { file: http, test: "tRPC takes no forms" },
  },
  {
    name: "subscribed-but-gone",
    breaks: "whose socket breaks has left the rooms it subscribed to",
    file: "src/server/api/trpc/connection.ts",
    find: `    for (const subscription of this.subscriptions.values()) subscription.leave()
`,
    replace: "",
    noticedBy: { file: live, test: "without a goodbye" },
  },
  {
    name: "begins-though-stopped",
    breaks: "a subscription that was stopped on its way in does not begin",
    file: "src/server/api/trpc/call-procedure.ts",
    find: "feed instanceof SubscriptionFeed && !pending.isStopped && socket.keepsUp()",
    replace: "feed instanceof SubscriptionFeed && socket.keepsUp()",
    noticedBy: { file: entering, test: "stopped on its way in" },
  },
  {
    name: "answered-before-told",
    breaks: "who sends over tRPC hears the message before the answer",
    file: "src/server/api/trpc/call-procedure.ts",
    find: `  if (call.method === "mutation") await client.flushed()
`,
    replace: "",
    noticedBy: { file: trpc, test: "hears the message before the answer" },
  },
  {
    name: "not-told-to-come-back",
    breaks: "over tRPC everybody is told to come back before the server goes away",
    file: "src/server/api/sockets.ts",
    find: `    if (socket.restartNotice) socket.send(socket.restartNotice)
`,
    replace: "",
    noticedBy: { file: trpc, test: "told to come back" },
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
