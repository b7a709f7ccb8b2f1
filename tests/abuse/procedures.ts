/** Every field of every procedure, filled with what it may not hold, over both transports; and the paths to nowhere. */
import { askTrpc } from "./doors.ts"
import type { Ground } from "./ground.ts"
import { JSON_TYPE } from "./http.ts"
import { type Answer, type Case, family, type Row } from "./row.ts"
import { tellTrpc } from "./sockets.ts"

/** JSON texts by what they are; undefined leaves the field out. */
type Values = Record<string, string | undefined>

const notText: Values = {
  missing: undefined,
  null: "null",
  "a number": "7",
  "a boolean": "true",
  "a list": '["x"]',
  "an object": '{"a":1}',
  "an object with toString": '{"toString":"x"}',
}
const notWhole: Values = {
  missing: undefined,
  null: "null",
  "a text": '"1"',
  "NaN as text": '"NaN"',
  "a boolean": "true",
  "a list": "[1]",
  "an object": "{}",
  "a fraction": "1.5",
  "a fraction too small to see": "1.0000000000000002",
  "below zero": "-1",
  "1e400": "1e400",
  "-1e400": "-1e400",
  "2^53": "9007199254740992",
}
const notPositive: Values = { ...notWhole, zero: "0", "minus zero": "-0", "1e-400": "1e-400" }
const notBoolean: Values = {
  missing: undefined,
  null: "null",
  "a number": "1",
  "a text": '"true"',
  "a list": "[true]",
  "an object": "{}",
}

const unlessMissing = ({ missing: _, ...values }: Values): Values => values

type Procedure = {
  path: string
  type: "query" | "mutation" | "subscription"
  legal: Record<string, string>
  wrong: Record<string, Values>
}

const procedures: Procedure[] = [
  { path: "rooms.create", type: "mutation", legal: {}, wrong: { name: notText } },
  { path: "rooms.delete", type: "mutation", legal: {}, wrong: { roomId: notPositive } },
  { path: "rooms.list", type: "query", legal: {}, wrong: { after: unlessMissing(notWhole) } },
  {
    path: "messages.history",
    type: "query",
    legal: { roomId: "{room}" },
    wrong: {
      roomId: notPositive,
      before: unlessMissing(notPositive),
      limit: { ...unlessMissing(notPositive), "201": "201" },
    },
  },
  {
    path: "messages.send",
    type: "mutation",
    legal: { roomId: "{room}", content: '"refused"', clientId: '"refused"' },
    wrong: { roomId: notPositive, content: notText, clientId: { ...notText, empty: '""' } },
  },
  {
    path: "typing.set",
    type: "mutation",
    legal: { roomId: "{room}", isTyping: "true" },
    wrong: { roomId: notPositive, isTyping: notBoolean },
  },
  {
    path: "onRoomEvent",
    type: "subscription",
    legal: { roomId: "{room}" },
    wrong: {
      roomId: notPositive,
      lastEventId: { "a number": "7", "a boolean": "true", "a list": "[]", "an object": "{}" },
    },
  },
]

const objectOf = (fields: Values) => {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined)
  return `{${given.map(([name, value]) => `"${name}":${value}`).join(",")}}`
}

type Call = { type: Procedure["type"]; path: string; input: string }

const wrongCalls = procedures.flatMap(({ path, type, legal, wrong }) =>
  Object.entries(wrong).flatMap(([field, values]) =>
    Object.entries(values).map(
      ([what, value]): Case<Call> => [
        `${path} with ${field} ${what}`,
        { type, path, input: objectOf({ ...legal, [field]: value }) },
        "BAD_REQUEST",
      ],
    ),
  ),
)

const room = "9007199254740991"
const legalCalls: Case<Call>[] = [
  [
    "the largest id of no room",
    { type: "query", path: "messages.history", input: `{"roomId":${room}}` },
    "NOT_FOUND",
  ],
  [
    "to delete no room",
    { type: "mutation", path: "rooms.delete", input: `{"roomId":${room}}` },
    "NOT_FOUND",
  ],
  [
    "to type in no room",
    { type: "mutation", path: "typing.set", input: `{"roomId":${room},"isTyping":true}` },
    "NOT_FOUND",
  ],
  [
    "to say something in no room",
    {
      type: "mutation",
      path: "messages.send",
      input: `{"roomId":${room},"content":"x","clientId":"x"}`,
    },
    "NOT_FOUND",
  ],
  [
    "to follow no room",
    { type: "subscription", path: "onRoomEvent", input: `{"roomId":${room}}` },
    "NOT_FOUND",
  ],
]

const done: Case<Call>[] = [
  [
    "no message before the first",
    { type: "query", path: "messages.history", input: '{"roomId":{room},"before":1,"limit":200}' },
    "done",
  ],
  ["rooms after zero", { type: "query", path: "rooms.list", input: '{"after":-0}' }, "done"],
  ["no input at all", { type: "query", path: "rooms.list", input: "{}" }, "done"],
  [
    "what nobody asked for",
    { type: "query", path: "rooms.list", input: '{"before":{},"__proto__":7}' },
    "done",
  ],
  [
    "a whole number with a fraction of zero",
    { type: "query", path: "messages.history", input: '{"roomId":{room},"limit":1.0}' },
    "done",
  ],
  [
    "a whole number with an exponent",
    { type: "query", path: "messages.history", input: '{"roomId":{room},"limit":2e2}' },
    "done",
  ],
  [
    "that nobody types",
    { type: "mutation", path: "typing.set", input: '{"roomId":{room},"isTyping":false}' },
    "done",
  ],
]

const noPaths = [
  "",
  ".",
  "..",
  "rooms",
  "rooms.",
  ".rooms",
  "rooms..list",
  "rooms.list.",
  "rooms.list.list",
  "Rooms.List",
  "rooms/list",
  "__proto__",
  "constructor",
  "prototype",
  "hasOwnProperty",
  "toString",
  "rooms.__proto__",
  "rooms.constructor",
  "rooms.list.call",
  "rooms.list._def",
  "_def",
  "_def.procedures",
  "then",
  "a".repeat(4_000),
  "💣",
  "rooms.list\u0000",
]

const noProcedures: Case<Call>[] = noPaths.map((path) => [
  `path ${JSON.stringify(path.slice(0, 20))}`,
  { type: "query", path, input: "{}" },
  "NOT_FOUND",
])

async function overHttp(ground: Ground, { type, path, input }: Call): Promise<Answer> {
  const name = { "x-confab-username": "ann" }
  const target = `/trpc/${encodeURIComponent(path)}`
  const query = `?input=${encodeURIComponent(ground.fill(input))}`
  const posted = { method: "POST", target, headers: { ...name, ...JSON_TYPE }, body: input }
  const answer = await askTrpc(
    ground,
    type === "mutation" ? posted : { target: target + query, headers: name },
  )
  return answer.word === 200 ? { ...answer, word: "done" } : answer
}

async function overWebSocket(ground: Ground, { type, path, input }: Call): Promise<Answer> {
  const answer = await tellTrpc(ground, {
    hello: '{"method":"connectionParams","data":{"username":"ann"}}',
    said: `{"id":1,"method":"${type}","params":{"path":${JSON.stringify(path)},"input":${input}}}`,
  })
  return answer.word === "data" ? { ...answer, word: "done" } : answer
}

const cases = [...wrongCalls, ...legalCalls, ...done, ...noProcedures]

export const procedureRows: Row[] = [
  ...family("calls over HTTP", overHttp, cases.map(notAsAPath)),
  ...family("calls over WebSocket", overWebSocket, cases),
]

/** In a URL no path is another address: one where nobody lives. */
function notAsAPath([name, call, expected]: Case<Call>): Case<Call> {
  return [name, call, call.path === "" ? 404 : expected]
}
