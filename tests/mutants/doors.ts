/** Bugs in the ways to ask. */
import type { Mutant } from "./mutant.ts"

const raw = "tests/server/raw-socket.test.ts"
const trpc = "tests/server/trpc-socket.test.ts"
const http = "tests/server/http.test.ts"
const upgrade = "tests/server/upgrade.test.ts"

export const doorsMutants: Mutant[] = [
  {
    name: "retry-not-acknowledged",
    breaks: "the sender of a retry is answered",
    file: "src/server/api/socket.ts",
    find: "if (!created) say(",
    replace: "if (message === undefined) say(",
    noticedBy: { file: raw, test: "a retry is acknowledged again" },
  },
  {
    name: "sender-told-twice",
    breaks: "the sender hears a message once",
    file: "src/server/api/socket.ts",
    find: "if (!created) say(",
    replace: "say(",
    noticedBy: { file: raw, test: "before a flooder is closed" },
  },
  {
    name: "passing-events-forget-where",
    breaks: "every event says where to go on",
    file: "src/server/api/trpc/router.ts",
    find: "tracked(eventId(chat.epoch, seq), event)",
    replace: 'tracked(eventId(chat.epoch, "seq" in event ? seq : 0), event)',
    noticedBy: { file: trpc, test: "every event has the id" },
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
    file: "src/server/api/trpc/websocket.ts",
    find: "      maxBatchSize: BATCH_CALLS_MAX,\n",
    replace: "",
    noticedBy: { file: trpc, test: "a batch has at most 50 calls" },
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
    find: "    maxPayload: FRAME_BYTES_MAX,\n",
    replace: "",
    noticedBy: { file: raw, test: "a frame over 64 KiB" },
  },
  {
    name: "any-number-of-subscriptions",
    breaks: "a socket has at most 100 subscriptions",
    file: "src/server/api/trpc/procedures.ts",
    find: "if (feeds.size >= SUBSCRIPTIONS_PER_SOCKET_MAX)",
    replace: "if (feeds.size < 0)",
    noticedBy: { file: trpc, test: "at most 100 subscriptions" },
  },
  {
    name: "foreign-sockets",
    breaks: "no foreign page opens a socket",
    file: "src/server/api/upgrade.ts",
    find: "if (!isWelcome(request)) return refuse(stream, 403)",
    replace: "",
    noticedBy: { file: upgrade, test: "upgrades from foreign pages" },
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
    name: "unread-without-bound",
    breaks: "a socket that is not read is cut",
    file: "src/server/api/wire.ts",
    find: "if (unsent <= OUTBOX_BYTES_MAX + largest) return true",
    replace: "if (unsent >= 0) return true",
    noticedBy: { file: trpc, test: "who asks for much and reads nothing is cut" },
  },
  {
    name: "no-farewell",
    breaks: "a socket is told that the server will be back",
    file: "src/server/api/sockets.ts",
    find: 'socket.close(closeCodes.restarting, "the server is restarting")',
    replace: "socket.close()",
    noticedBy: { file: raw, test: "before the server goes away" },
  },
]
