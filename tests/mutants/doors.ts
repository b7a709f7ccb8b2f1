/** Bugs in the ways to ask. */
import type { Mutant } from "./mutant.ts"

const abuse = "tests/abuse/abuse.test.ts"
const bounds = "tests/server/trpc-bounds.test.ts"
const differential = "tests/server/trpc-differential.test.ts"
const http = "tests/server/http.test.ts"
const rates = "tests/server/rates.test.ts"
const raw = "tests/server/raw-socket.test.ts"
const trpc = "tests/server/trpc-socket.test.ts"
const upgrade = "tests/server/upgrade.test.ts"

export const doorsMutants: Mutant[] = [
  {
    name: "retry-not-acknowledged",
    breaks: "the sender of a retry is answered",
    file: "src/server/api/socket.ts",
    find: `    if (created) return
`,
    replace: `    if (message) return
`,
    noticedBy: { file: raw, test: "a retry is acknowledged again" },
  },
  {
    name: "sender-told-twice",
    breaks: "the sender hears a message once",
    file: "src/server/api/socket.ts",
    find: `    if (created) return
`,
    replace: "",
    noticedBy: { file: raw, test: "before a flooder is closed" },
  },
  {
    name: "epoch-ignored",
    breaks: "a position in another database is none in this",
    file: "src/server/api/position.ts",
    find: "seqIn(id.slice(epoch.length + 1)) : NOWHERE",
    replace: 'seqIn(id.slice(epoch.length + 1)) : seqIn(id.slice(id.indexOf(":") + 1))',
    noticedBy: { file: trpc, test: "an event id of another database" },
  },
  {
    name: "any-depth",
    breaks: "JSON that nests too deep is not parsed",
    file: "src/server/api/json.ts",
    find: "if (depth > JSON_DEPTH_MAX) return true",
    replace: "",
    noticedBy: { file: trpc, test: "JSON too deep" },
  },
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
    name: "any-frame",
    breaks: "a frame has at most 64 KiB",
    file: "src/server/api/sockets.ts",
    find: `    maxPayload: FRAME_BYTES_MAX,
`,
    replace: "",
    noticedBy: { file: abuse, test: "64 KiB and a byte in two fragments" },
  },
  {
    name: "any-number-of-subscriptions",
    breaks: "a socket has at most 100 subscriptions",
    file: "src/server/api/trpc/answer.ts",
    find: "if (running.size >= SUBSCRIPTIONS_PER_SOCKET_MAX)",
    replace: "if (running.size < 0)",
    noticedBy: { file: bounds, test: "at most 100 subscriptions" },
  },
  {
    name: "ended-subscriptions-count",
    breaks: "a subscription that ended makes room for another",
    file: "src/server/api/trpc/subscription.ts",
    find: `    this.#visit.running.delete(this.#asker.id)
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
    file: "src/server/api/trpc/answer.ts",
    find: "admission.isOver ? null : ask(visit, call, index)",
    replace: "ask(visit, call, index)",
    noticedBy: { file: differential, test: "stopped before it has begun" },
  },
  {
    name: "id-taken-twice",
    breaks: "two subscriptions of a socket have two ids",
    file: "src/server/api/trpc/answer.ts",
    find: "if (running.has(id)) throw",
    replace: "if (id === null) throw",
    noticedBy: { file: differential, test: "ids that are taken" },
  },
  {
    name: "hello-not-awaited",
    breaks: "who announced a name is nobody before it is given",
    file: "src/server/api/trpc/visit.ts",
    find: `    if (isAnnounced) this.#late = setTimeout(closeNameless, HELLO_WAIT_MS, wire)
    else this.#meet(undefined)`,
    replace: `    this.#meet(undefined)
    if (isAnnounced) this.#late = setTimeout(closeNameless, HELLO_WAIT_MS, wire)`,
    noticedBy: { file: differential, test: "answered to queries and mutations" },
  },
  {
    name: "wrong-hello-forgotten",
    breaks: "a name that could not be read is refused, not taken for nobody",
    file: "src/server/api/trpc/visit.ts",
    find: `    this.#context = error
`,
    replace: `    this.#meet(undefined)
`,
    noticedBy: { file: differential, test: "a first frame that gives no name" },
  },
  {
    name: "keep-alive-is-a-name",
    breaks: "a keep-alive is answered, not heard",
    file: "src/server/api/trpc/visit.ts",
    find: `    if (text === "PING") return this.wire.say("PONG")
`,
    replace: "",
    noticedBy: { file: differential, test: "answered to keep-alive" },
  },
  {
    name: "flooder-not-answered",
    breaks: "what a flooder said before is answered first",
    file: "src/server/api/wire.ts",
    find: `    if (this.#unanswered > 0) await answered
`,
    replace: "",
    noticedBy: { file: raw, test: "before a flooder is closed" },
  },
  {
    name: "flooder-not-told",
    breaks: "what a flooder said before is told first",
    file: "src/server/api/wire.ts",
    find: `    await this.visit?.told()
`,
    replace: "",
    noticedBy: { file: raw, test: "before a flooder is closed" },
  },
  {
    name: "pings-for-nothing",
    breaks: "pings count as frames",
    file: "src/server/api/sockets.ts",
    find: `  wire.admits(1)
`,
    replace: "",
    noticedBy: { file: abuse, test: "floods of the raw socket: 1,000 pings" },
  },
  {
    name: "any-number-of-sockets",
    breaks: "an address opens a bounded number of sockets",
    file: "src/server/api/upgrade.ts",
    find: "if (wait > 0) return refuse(",
    replace: "if (wait < 0) return refuse(",
    noticedBy: { file: rates, test: "500 sockets at once" },
  },
  {
    name: "foreign-sockets",
    breaks: "no foreign page opens a socket",
    file: "src/server/api/upgrade.ts",
    find: `    if (!isWelcome(request)) return refuse(stream, 403)
`,
    replace: "",
    noticedBy: { file: abuse, test: "a page of another origin" },
  },
  {
    name: "foreign-posts",
    breaks: "no foreign page changes anything",
    file: "src/server/api/http.ts",
    find: "SAFE_METHODS.has(request.method) || isWelcome(request.raw)",
    replace: "request.method",
    noticedBy: { file: http, test: "a foreign page changes nothing" },
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
    name: "gone-but-there",
    breaks: "whose socket breaks has left the room",
    file: "src/server/api/sockets.ts",
    find: `  wire.visit?.gone()
`,
    replace: "",
    noticedBy: { file: upgrade, test: "in the middle of a frame" },
  },
  {
    name: "no-farewell",
    breaks: "a socket is told that the server will be back",
    file: "src/server/api/sockets.ts",
    find: 'wire.close(closeCodes.restarting, "the server is restarting")',
    replace: "wire.close()",
    noticedBy: { file: raw, test: "before the server goes away" },
  },
]
