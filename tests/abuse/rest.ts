/** The REST door: every field, every number in a path or a query, every method and content type. */
import { rest } from "./doors.ts"
import { askHttp, JSON_TYPE, type Request } from "./http.ts"
import { type Case, family, type Row } from "./row.ts"

const ROOMS = "/api/chat/rooms"
const MESSAGES = `${ROOMS}/{room}/messages`

const notText: [what: string, json: string | undefined][] = [
  ["missing", undefined],
  ["null", "null"],
  ["a number", "7"],
  ["a boolean", "false"],
  ["a list", '["x"]'],
  ["an object", '{"a":1}'],
  ["infinite", "1e400"],
]

const letter = { username: '"ann"', content: '"refused"', client_id: '"refused"' }

const object = (fields: Record<string, string | undefined>) => {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined)
  return `{${given.map(([name, value]) => `"${name}":${value}`).join(",")}}`
}

const bodies: Case<string>[] = [
  ...Object.keys(letter).flatMap((field) =>
    notText
      // A message may go without a client id.
      .filter(([what]) => field !== "client_id" || !["missing", "null"].includes(what))
      .map(
        ([what, json]): Case<string> => [
          `${field} ${what}`,
          object({ ...letter, [field]: json }),
          422,
        ],
      ),
  ),
  ["client_id empty", object({ ...letter, client_id: '""' }), 422],
  ["the names of the other dialect", '{"Username":"ann","Content":"refused"}', 422],
  ["no client_id", '{"username":"ann","content":"without"}', 201],
  ["client_id null", '{"username":"ann","content":"null","client_id":null}', 201],
  ["a field twice: the last counts", '{"username":"ann","content":7,"content":"twice"}', 201],
]

const numbers: Case<string>[] = [
  ...[
    "abc",
    "1.5",
    "1e2",
    "0x10",
    "%2B1",
    "%201",
    "1%20",
    "NaN",
    "Infinity",
    "1e400",
    "%EF%BC%91",
    "[]",
  ],
  ...["9007199254740993", "99999999999999999999", "null", "true", "%00", "1,2", "1;2"],
].map((text): Case<string> => [text, text, 422])

const inPaths: Case<string>[] = [
  ...numbers,
  ["zero", "0", 404],
  ["below zero", "-1", 404],
  ["minus zero", "-0", 404],
  ["a room that is not there", "999999999999999", 404],
  ["the room", "{room}", 200],
  ["the room, percent-encoded", "%31", 200],
]

const inQueries = (name: string, most: string, zero = 422): Case<string>[] => [
  ...numbers.map(
    ([what, text, expected]): Case<string> => [`${name} ${what}`, `${name}=${text}`, expected],
  ),
  [`${name} empty`, `${name}=`, 422],
  [`${name} without a value`, name, 422],
  [`${name} twice`, `${name}=1&${name}=2`, 422],
  [`${name} zero`, `${name}=0`, zero],
  [`${name} minus zero`, `${name}=-0`, zero],
  [`${name} below zero`, `${name}=-1`, 422],
  [`${name} badly encoded`, `${name}=%zz`, 422],
  [`${name} no UTF-8`, `${name}=%ff`, 422],
  [`${name} at its largest`, `${name}=${most}`, 200],
  [`${name} in brackets is another name`, `${name}[]=x`, 200],
]

const queries: Case<string>[] = [
  ...inQueries("limit", "200"),
  ...inQueries("before", "999999999999999"),
  ...inQueries("after", "999999999999999", 200),
  ["before and after", "before=2&after=1", 422],
  ["limit over its largest", "limit=201", 422],
  ["what nobody asked for", "__proto__=1&constructor=2&__proto__[limit]=0", 200],
  ["a thousand parameters", Array.from({ length: 1_000 }, (_, n) => `p${n}=1`).join("&"), 200],
]

const method = (name: string, target: string, expected: number): Case<Request> => [
  `${name} ${target}`,
  { method: name, target },
  expected,
]
const methods: Case<Request>[] = [
  ...["PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"].map((name) => method(name, ROOMS, 405)),
  ...["GET", "POST", "PUT", "PATCH", "TRACE"].map((name) => method(name, `${ROOMS}/{room}`, 405)),
  ...["PUT", "PATCH", "DELETE", "PROPFIND"].map((name) => method(name, MESSAGES, 405)),
  ...["POST", "PUT", "PATCH", "DELETE"].map((name) => method(name, "/healthz", 405)),
  ...["PUT", "PATCH", "DELETE", "HEAD"].map((name) => method(name, "/trpc/rooms.list", 405)),
  ...["FOO", "get", "G\u00cbT", "GET\t", ""].map((name) => method(name, ROOMS, 400)),
  method("GET", ROOMS, 200),
  method("HEAD", ROOMS, 200),
]

const paths: Case<Request>[] = [
  ...["/api", "/api/chat", "/api/chat/room", `${ROOMS}/`, "/API/chat/rooms", "/healthz/x"],
].map((target) => method("GET", target, target === `${ROOMS}/` ? 200 : 404))

const form = "name=refused"
const asJson = '{"name":"refused"}'
const part = '--x\r\nContent-Disposition: form-data; name="name"\r\n\r\nrefused\r\n--x--\r\n'
const typed = (type: string, body: string | Buffer, expected: number): Case<Request> => [
  type === "" ? "an empty one" : type,
  { method: "POST", target: "", headers: { "content-type": type }, body },
  expected,
]
const types: Case<Request>[] = [
  typed("application/x-www-form-urlencoded", form, 415),
  typed("multipart/form-data; boundary=x", part, 415),
  typed("multipart/form-data", part, 415),
  typed("text/plain", asJson, 415),
  typed("text/json", asJson, 415),
  typed("application/jsonp", asJson, 415),
  typed("application/json-patch+json", asJson, 415),
  typed("application/xml", "<name>refused</name>", 415),
  typed("application/octet-stream", asJson, 415),
  typed("application", asJson, 415),
  typed("*/*", asJson, 415),
  typed("text/plain; application/json", asJson, 415),
  typed("text/plain, application/json", asJson, 415),
  typed("", asJson, 415),
  ["none", { method: "POST", target: "", body: asJson }, 415],
  [
    "JSON in UTF-16",
    { method: "POST", target: "", headers: JSON_TYPE, body: Buffer.from(asJson, "utf16le") },
    400,
  ],
  [
    "JSON in Latin-1",
    {
      method: "POST",
      target: "",
      headers: JSON_TYPE,
      body: Buffer.from('{"name":"\u00e9"}', "latin1"),
    },
    400,
  ],
]

const at = (target: string, types: Case<Request>[]): Case<Request>[] =>
  types.map(([name, request, expected]) => [name, { ...request, target }, expected])

export const restRows: Row[] = [
  ...family(
    "REST messages",
    (ground, body: string) =>
      askHttp(ground, { method: "POST", target: MESSAGES, headers: JSON_TYPE, body }),
    bodies,
  ),
  ...family("REST rooms", rest.hand, [
    ...notText.map(([what, json]): Case<string> => [`name ${what}`, object({ name: json }), 422]),
    ["a charset beside the type", '{"name":"Legal charset"}', 201],
  ]),
  ...family(
    "REST ids",
    (ground, id: string) => askHttp(ground, { target: `${ROOMS}/${id}/messages` }),
    inPaths,
  ),
  ...family(
    "REST queries",
    (ground, query: string) => askHttp(ground, { target: `${MESSAGES}?${query}` }),
    queries,
  ),
  ...family(
    "REST list",
    (ground, query: string) => askHttp(ground, { target: `${ROOMS}?${query}` }),
    [
      ...numbers.map(
        ([what, text, expected]): Case<string> => [`after ${what}`, `after=${text}`, expected],
      ),
      ["after below zero", "after=-1", 422],
      ["after the last", "after=999999999999999", 200],
    ],
  ),
  ...family("methods", askHttp, methods),
  ...family("paths", askHttp, paths),
  ...family("content types of REST", askHttp, [
    ...at(ROOMS, types),
    [
      "JSON in capitals",
      {
        method: "POST",
        target: ROOMS,
        headers: { "content-type": "APPLICATION/JSON; charset=UTF-8" },
        body: '{"name":"Legal capitals"}',
      },
      201,
    ],
  ]),
  ...family("content types of tRPC", askHttp, [
    ...at("/trpc/rooms.create", types),
    [
      "JSON with a parameter",
      {
        method: "POST",
        target: "/trpc/rooms.create",
        headers: { "content-type": "application/json;v=1" },
        body: '{"name":"Legal parameter"}',
      },
      200,
    ],
  ]),
]
