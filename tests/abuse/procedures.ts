/** Every field of every procedure, filled with what it may not hold, over both transports; and the paths to nowhere. */
import { askTrpc } from "./doors.ts"
import { type Procedure, procedures, type Values } from "./fields.ts"
import type { Ground } from "./ground.ts"
import { JSON_TYPE } from "./http.ts"
import { type Answer, type Case, family, type Row } from "./row.ts"
import { tellTrpc } from "./sockets.ts"

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

const wrongTogether: Case<Call>[] = [
  [
    "a page back and forward",
    { type: "query", path: "messages.history", input: '{"roomId":{room},"before":2,"after":1}' },
    "BAD_REQUEST",
  ],
]

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
  [
    "no message after the last",
    { type: "query", path: "messages.history", input: `{"roomId":{room},"after":${room}}` },
    "done",
  ],
  ["rooms after zero", { type: "query", path: "rooms.list", input: '{"after":-0}' }, "done"],
  ["no input at all", { type: "query", path: "rooms.list", input: "{}" }, "done"],
  ["activity after zero", { type: "query", path: "rooms.activity", input: '{"after":0}' }, "done"],
  [
    "activity after the largest id",
    { type: "query", path: "rooms.activity", input: `{"after":${room}}` },
    "done",
  ],
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

const cases = [...wrongCalls, ...wrongTogether, ...legalCalls, ...done, ...noProcedures]

export const procedureRows: Row[] = [
  ...family("calls over HTTP", overHttp, cases.map(notAsAPath)),
  ...family("calls over WebSocket", overWebSocket, cases),
]

/** In a URL no path is another address: one where nobody lives. */
function notAsAPath([name, call, expected]: Case<Call>): Case<Call> {
  return [name, call, call.path === "" ? 404 : expected]
}
