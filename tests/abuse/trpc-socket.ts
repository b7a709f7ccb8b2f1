/** tRPC over WebSocket: calls of the wrong shape, and the protocol in the wrong order. */
import { BATCH_CALLS_MAX, SUBSCRIPTIONS_PER_SOCKET_MAX } from "../../src/shared/limits.ts"
import { type Case, family, type Row } from "./row.ts"
import { type Told, tellTrpc } from "./sockets.ts"
import { frame } from "./web-socket.ts"

const PARSE_ERROR = "PARSE_ERROR"
const list = (id: string | number) => `{"id":${id},"method":"query","params":{"path":"rooms.list"}}`
const call = (parts: string): Told => ({ said: `{"id":1,${parts}}` })
const params = (json: string) => call(`"method":"query","params":${json}`)

const calls: Case<Told>[] = [
  ...["null", "true", "[]", "{}", "[1]"].map(
    (id): Case<Told> => [`id ${id}`, { said: list(id) }, PARSE_ERROR],
  ),
  ...["0", "-1", "-0", "9007199254740991", '""', '"__proto__"', `"${"x".repeat(64)}"`].map(
    (id): Case<Told> => [`id ${id.slice(0, 20)}`, { said: list(id) }, "data"],
  ),
  ...["1.5", "9007199254740993", `"${"x".repeat(65)}"`, `"${"y".repeat(60_000)}"`].map(
    (id): Case<Told> => [`id ${id.slice(0, 20)}`, { said: list(id) }, "BAD_REQUEST"],
  ),
  ["no id", { said: '{"method":"query","params":{"path":"rooms.list"}}' }, PARSE_ERROR],
  ...[
    "null",
    "7",
    "[]",
    "{}",
    '""',
    '"Query"',
    '"__proto__"',
    '"delete"',
    '"reconnect"',
    '"connectionParams"',
  ].map(
    (method): Case<Told> => [
      `method ${method}`,
      call(`"method":${method},"params":{"path":"rooms.list"}`),
      PARSE_ERROR,
    ],
  ),
  ["no method", call('"params":{"path":"rooms.list"}'), PARSE_ERROR],
  ...["null", "7", '"rooms.list"', "[]", '["rooms.list"]', "true"].map(
    (json): Case<Told> => [`params ${json}`, params(json), PARSE_ERROR],
  ),
  ["no params", call('"method":"query"'), PARSE_ERROR],
  ...["null", "7", "[]", '["rooms.list"]', "{}", "true"].map(
    (path): Case<Told> => [`path ${path}`, params(`{"path":${path}}`), PARSE_ERROR],
  ),
  ["no path", params("{}"), PARSE_ERROR],
  ["a path in __proto__", params('{"__proto__":{"path":"rooms.list"}}'), PARSE_ERROR],
  ...['"1.0"', "2", "null", "[]"].map(
    (version): Case<Told> => [
      `jsonrpc ${version}`,
      call(`"jsonrpc":${version},"method":"query","params":{"path":"rooms.list"}`),
      PARSE_ERROR,
    ],
  ),
  ["jsonrpc 2.0", call('"jsonrpc":"2.0","method":"query","params":{"path":"rooms.list"}'), "data"],
  [
    "a mutation called a query",
    params('{"path":"rooms.create","input":{"name":"refused"}}'),
    "NOT_FOUND",
  ],
  [
    "a query called a mutation",
    call('"method":"mutation","params":{"path":"rooms.list"}'),
    "NOT_FOUND",
  ],
  [
    "a query called a subscription",
    call('"method":"subscription","params":{"path":"rooms.list"}'),
    "NOT_FOUND",
  ],
  ["a subscription called a query", params('{"path":"onRoomsChanged"}'), "NOT_FOUND"],
  [
    "a name said without having announced it",
    { said: '{"method":"connectionParams","data":{"username":"ann"}}' },
    PARSE_ERROR,
  ],
  ["an answer", { said: '{"id":1,"result":{"type":"data","data":7}}' }, PARSE_ERROR],
  ["a frame of the other dialect", { said: '{"type":"message","content":"refused"}' }, PARSE_ERROR],
  ["nothing", { said: "" }, PARSE_ERROR],
  ["PING", { said: "PING" }, "PONG"],
  ["PONG", { said: "PONG", answers: 0 }, "silence"],
  ["PING with a space", { said: "PING " }, PARSE_ERROR],
  ["ping in small letters", { said: "ping" }, PARSE_ERROR],
]

const many = (count: number, said = list(1)) =>
  `[${Array.from({ length: count }, () => said).join(",")}]`
const words = (count: number, word: string) =>
  Array.from({ length: count }, () => word).join(" then ")
const most = BATCH_CALLS_MAX
const batches: Case<Told>[] = [
  ["51 calls", { said: many(most + 1), answers: most + 1 }, words(most + 1, "BAD_REQUEST")],
  ["51 nulls", { said: many(most + 1, "null") }, "BAD_REQUEST"],
  ["30,000 nothings", { said: many(30_000, "1") }, "BAD_REQUEST"],
  ["a null beside a call", { said: `[${list(1)},null]` }, PARSE_ERROR],
  ["a batch in a batch", { said: `[[${list(1)}]]` }, PARSE_ERROR],
  ["50 calls", { said: many(most), answers: most }, words(most, "data")],
]

const rooms = (id: number) =>
  `{"id":${id},"method":"subscription","params":{"path":"onRoomsChanged"}}`
const allRooms = Array.from({ length: SUBSCRIPTIONS_PER_SOCKET_MAX + 1 }, (_, n) => frame(rooms(n)))
const inRoom = (lastEventId: string) =>
  `"params":{"path":"onRoomEvent","input":{"roomId":{room}},"lastEventId":${lastEventId}}`
const subscriptions: Case<Told>[] = [
  [
    "an id twice",
    { said: `[${rooms(1)},${rooms(1)}]`, answers: 2 },
    ["BAD_REQUEST then started", "started then BAD_REQUEST"],
  ],
  ["a stop of nothing", { said: '{"id":7,"method":"subscription.stop"}', answers: 0 }, "silence"],
  [
    "a stop of a text",
    { said: '{"id":"__proto__","method":"subscription.stop"}', answers: 0 },
    "silence",
  ],
  ["a stop without an id", { said: '{"method":"subscription.stop"}' }, PARSE_ERROR],
  ["a stop of an object", { said: '{"id":{},"method":"subscription.stop"}' }, PARSE_ERROR],
  ["a stop of null", { said: '{"id":null,"method":"subscription.stop"}' }, PARSE_ERROR],
  ...["7", "null", "[]", "{}", "true"].map(
    (id): Case<Told> => [
      `lastEventId ${id}`,
      call(`"method":"subscription",${inRoom(id)}`),
      PARSE_ERROR,
    ],
  ),
  ...['""', '"x"', '"x:1"', '":"', '"1e400:1e400"', `"${"x".repeat(10_000)}"`].map(
    (id): Case<Told> => [
      `lastEventId ${id.slice(0, 20)}`,
      call(`"method":"subscription",${inRoom(id)}`),
      "started",
    ],
  ),
  [
    "101 of them",
    { said: Buffer.concat(allRooms), answers: allRooms.length },
    `${words(SUBSCRIPTIONS_PER_SOCKET_MAX, "started")} then TOO_MANY_REQUESTS`,
  ],
  [
    "100 of them",
    { said: Buffer.concat(allRooms.slice(1)), answers: SUBSCRIPTIONS_PER_SOCKET_MAX },
    words(SUBSCRIPTIONS_PER_SOCKET_MAX, "started"),
  ],
]

const hello = (data: string): Told => ({
  hello: `{"method":"connectionParams","data":${data}}`,
  said: list(1),
})
const hellos: Case<Told>[] = [
  ...[
    "[]",
    "7",
    '"ann"',
    "true",
    '{"username":7}',
    '{"username":null}',
    '{"username":["ann"]}',
    '{"username":{}}',
    '{"username":"ann","age":7}',
    '{"__proto__":{"username":"ann"}}',
  ].map((data): Case<Told> => [`of ${data}`, hello(data), `${PARSE_ERROR} then 1005`]),
  ...["null", "[]", "7", '"ann"', "{bad", "", "{}"].map(
    (said): Case<Told> => [
      `that is ${said}`,
      { hello: said, said: list(1) },
      `${PARSE_ERROR} then 1005`,
    ],
  ),
  [
    "too deep",
    { hello: `{"data":${"[".repeat(32)}`, said: "7" },
    ["BAD_REQUEST then 1005", "BAD_REQUEST"],
  ],
  ["with an empty name", hello('{"username":""}'), "UNAUTHORIZED"],
  ["with an invisible name", hello('{"username":"\u200b"}'), "UNAUTHORIZED"],
  ["with a name too long", hello(`{"username":"${"x".repeat(33)}"}`), "UNAUTHORIZED"],
  ["of nobody", hello("null"), "data"],
  ["of nobody in particular", hello("{}"), "data"],
  ["with more than a name", hello('{"username":"ann","colour":"red"}'), "data"],
]

export const trpcSocketRows: Row[] = [
  ...family("tRPC calls", tellTrpc, calls),
  ...family("tRPC batches over WebSocket", tellTrpc, batches),
  ...family("tRPC subscriptions", tellTrpc, subscriptions),
  ...family("tRPC hellos", tellTrpc, hellos),
]
