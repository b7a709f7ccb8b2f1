/** tRPC over HTTP: wrong methods, strange batches, foreign pages, names in headers, streams of events. */
import { BATCH_CALLS_MAX } from "../../src/shared/limits.ts"
import { askTrpc } from "./doors.ts"
import { JSON_TYPE, type Request } from "./http.ts"
import { type Case, family, type Row } from "./row.ts"

const NAMED = { "x-confab-username": "ann" }
const REFUSED = '{"name":"refused"}'
const LETTER = '{"roomId":{room},"content":"refused","clientId":"refused"}'

const post = (target: string, body: string, headers: Request["headers"] = {}): Request => ({
  method: "POST",
  target,
  headers: { ...JSON_TYPE, ...headers },
  body,
})
const create = (headers: Request["headers"]) => post("/trpc/rooms.create", REFUSED, headers)
const query = (path: string, input: string) => `/trpc/${path}?input=${encodeURIComponent(input)}`

const NOT_SUPPORTED = "METHOD_NOT_SUPPORTED"
const methods: Case<Request>[] = [
  ["GET of rooms.create", { target: query("rooms.create", REFUSED) }, NOT_SUPPORTED],
  [
    "GET of messages.send",
    { target: query("messages.send", LETTER), headers: NAMED },
    NOT_SUPPORTED,
  ],
  [
    "GET of rooms.delete",
    { target: "/trpc/rooms.delete?input=%7B%22roomId%22:{room}%7D" },
    NOT_SUPPORTED,
  ],
  ["POST of rooms.list", post("/trpc/rooms.list", "{}"), NOT_SUPPORTED],
  ["POST of a subscription", post("/trpc/onRoomsChanged", "{}"), NOT_SUPPORTED],
  [
    "POST that claims to be a GET",
    post("/trpc/rooms.list", "{}", { "x-http-method-override": "GET" }),
    NOT_SUPPORTED,
  ],
  [
    "GET that claims to be a POST",
    { target: query("rooms.create", REFUSED), headers: { "x-http-method-override": "POST" } },
    NOT_SUPPORTED,
  ],
  [
    "GET with a body",
    { target: "/trpc/rooms.create", headers: JSON_TYPE, body: REFUSED },
    NOT_SUPPORTED,
  ],
  [
    "GET of a mutation in a batch",
    { target: `${query("rooms.create", `{"0":${REFUSED}}`)}&batch=1` },
    NOT_SUPPORTED,
  ],
  ["GET of the door itself", { target: "/trpc" }, 404],
  ["GET of a query", { target: "/trpc/rooms.list" }, 200],
  ["a path in two parts", { target: "/trpc/rooms/list" }, 404],
]

const batch = (paths: string[], body: string) => post(`/trpc/${paths.join(",")}?batch=1`, body)
const lists = (n: number) => ({
  target: `/trpc/${Array.from({ length: n }, () => "rooms.list").join(",")}?batch=1`,
})
const batches: Case<Request>[] = [
  ...["null", "[]", "7", "true", '"text"', "[{}]", "-0"].flatMap((input): Case<Request>[] => [
    [`a posted input of ${input}`, batch(["rooms.create"], input), "BAD_REQUEST"],
    [
      `an input of ${input} in the query`,
      { target: `${query("messages.history", input)}&batch=1` },
      "BAD_REQUEST",
    ],
  ]),
  ["no input", { ...batch(["rooms.create"], "{}") }, "BAD_REQUEST"],
  ["an input for another call", batch(["rooms.create"], `{"1":${REFUSED}}`), "BAD_REQUEST"],
  [
    "an input in __proto__",
    batch(["rooms.create"], `{"__proto__":{"0":${REFUSED}}}`),
    "BAD_REQUEST",
  ],
  ["a null for a call", batch(["rooms.create"], '{"0":null}'), "BAD_REQUEST"],
  ["a list for a call", batch(["rooms.create"], `{"0":[${REFUSED}]}`), "BAD_REQUEST"],
  ["no path between commas", { target: "/trpc/,?batch=1" }, "NOT_FOUND NOT_FOUND"],
  ["51 calls", lists(BATCH_CALLS_MAX + 1), "BAD_REQUEST"],
  ["a thousand commas", { target: `/trpc/${",".repeat(1_000)}?batch=1` }, "BAD_REQUEST"],
  [
    "a query and a mutation",
    batch(["rooms.list", "rooms.create"], `{"1":${REFUSED}}`),
    "BAD_REQUEST",
  ],
  ["a subscription", { target: "/trpc/onRoomsChanged?batch=1" }, "BAD_REQUEST"],
  ["a path of more than 4,096 characters", { target: `/trpc/${"x".repeat(4_097)}` }, [404, 414]],
  ["50 calls", lists(BATCH_CALLS_MAX), 200],
  ["one call twice", lists(2), 200],
  ["a list that is none", { target: "/trpc/rooms.list,rooms.list" }, "NOT_FOUND"],
  ["batch twice", { target: "/trpc/rooms.list?batch=1&batch=1" }, 200],
  ["batch but not 1", { target: "/trpc/rooms.list?batch=2" }, 200],
]

const inputs: Case<Request>[] = [
  ["broken JSON", { target: query("rooms.list", "{bad") }, "BAD_REQUEST"],
  ["33 levels", { target: query("rooms.list", `${"[".repeat(33)}${"]".repeat(33)}`) }, 400],
  ["4,000 levels", { target: `/trpc/rooms.list?input=${"[".repeat(4_000)}` }, 400],
  ["twice", { target: "/trpc/rooms.list?input={}&input={}" }, 400],
  ["badly percent-encoded", { target: "/trpc/rooms.list?input=%zz" }, "BAD_REQUEST"],
  ["no UTF-8", { target: "/trpc/rooms.list?input=%ff" }, "BAD_REQUEST"],
  ["in brackets", { target: "/trpc/messages.history?input[roomId]=1" }, "BAD_REQUEST"],
  ["an empty body", post("/trpc/rooms.create", ""), "BAD_REQUEST"],
  [
    "connectionParams that are none",
    { target: "/trpc/rooms.list?connectionParams={bad" },
    "PARSE_ERROR",
  ],
  [
    "connectionParams of numbers",
    { target: '/trpc/rooms.list?connectionParams={"username":7}' },
    "PARSE_ERROR",
  ],
  [
    "connectionParams that are a list",
    { target: "/trpc/rooms.list?connectionParams=[]" },
    "PARSE_ERROR",
  ],
  ["an empty one", { target: "/trpc/rooms.list?input=" }, 200],
  [
    "32 levels of nothing asked for",
    { target: query("rooms.list", `{"a":${"[".repeat(31)}${"]".repeat(31)}}`) },
    200,
  ],
]

const origins: Case<Request>[] = [
  ...["https://evil.example", "null", "", "http://{host}.evil.example", "file://", "garbage"],
  ...["http://{host}, https://evil.example", "http://user@evil.example", "http://{host}:1"],
].flatMap((origin): Case<Request>[] => [[`a page of "${origin}"`, create({ origin }), 403]])

const deletion = { method: "DELETE", target: "/api/chat/rooms/{room}" }
const foreign: Case<Request>[] = [
  ...origins,
  [
    "that says who forwards it",
    create({ origin: "https://evil.example", "x-forwarded-host": "evil.example" }),
    403,
  ],
  [
    "that says who is asked",
    create({ origin: "https://evil.example", "x-original-host": "evil.example" }),
    403,
  ],
  ["that would delete", { ...deletion, headers: { origin: "https://evil.example" } }, 403],
  [
    "that would post a form",
    create({ origin: "https://evil.example", "content-type": "text/plain" }),
    403,
  ],
  [
    "that only reads",
    { target: "/trpc/rooms.list", headers: { origin: "https://evil.example" } },
    200,
  ],
  [
    "our own page",
    post("/trpc/rooms.create", '{"name":"Legal page"}', { origin: "http://{host}" }),
    200,
  ],
]

const as = (name: string | Buffer): Request => ({
  target: "/trpc/rooms.list",
  headers: { "x-confab-username": name },
})
const names: Case<Request>[] = [
  ["empty", as(""), "UNAUTHORIZED"],
  ["white space", as(" \t "), "UNAUTHORIZED"],
  ["33 characters", as("x".repeat(33)), "UNAUTHORIZED"],
  ["8,000 characters", as("x".repeat(8_000)), "UNAUTHORIZED"],
  ["Latin-1", as(Buffer.from("Zo\u00eb", "latin1")), 400],
  ["a byte that is never UTF-8", as(Buffer.from([0x61, 0xff])), 400],
  ["UTF-8 cut short", as(Buffer.from([0x61, 0xe2, 0x82])), 400],
  ["an overlong NUL", as(Buffer.from([0xc0, 0x80])), 400],
  ["a NUL", as(Buffer.from([0x61, 0x00])), 400],
  ["a delete", as(Buffer.from([0x61, 0x7f])), ["UNAUTHORIZED", 400]],
  ["folded onto a second line", as("ann\r\n bo"), 400],
  ["in UTF-8", as("Zo\u00eb 🎉"), 200],
  ["32 emoji", as("🎉".repeat(32)), 200],
  ["none, for what needs one", post("/trpc/messages.send", LETTER), "UNAUTHORIZED"],
]

const events = (input: string, headers: Request["headers"] = {}): Request => ({
  target: query("onRoomEvent", input),
  headers: { accept: "text/event-stream", ...headers },
})
const streams: Case<Request>[] = [
  [
    "of a room that is not there",
    events('{"roomId":999999}', { "last-event-id": "x:1" }),
    "NOT_FOUND",
  ],
  [
    "by a name that is not allowed",
    events('{"roomId":1}', { "x-confab-username": "\u202e" }),
    "UNAUTHORIZED",
  ],
  [
    "streamed without a batch",
    { target: "/trpc/rooms.list", headers: { "trpc-accept": "application/jsonl" } },
    "BAD_REQUEST",
  ],
  ["streamed in a batch", { ...lists(2), headers: { "trpc-accept": "application/jsonl" } }, 200],
]

export const trpcHttpRows: Row[] = [
  ...family("tRPC methods", askTrpc, methods),
  ...family("tRPC batches", askTrpc, batches),
  ...family("tRPC inputs", askTrpc, inputs),
  ...family("foreign pages", askTrpc, foreign),
  ...family("names in headers", askTrpc, names),
  ...family("tRPC streams", askTrpc, streams),
]
