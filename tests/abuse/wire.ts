/** HTTP itself, byte by byte: what is no request, claims a wrong length, or asks for what is nobody's business. */
import { gzipSync } from "node:zlib"
import { BODY_BYTES_MAX } from "../../src/shared/limits.ts"
import { askBytes } from "./http.ts"
import { type Case, family, type Row } from "./row.ts"
import type { Ending } from "./tcp.ts"

const lines = (...all: string[]) => [...all, "\r\n"].join("\r\n")
const get = (target: string, ...headers: string[]) =>
  lines(`GET ${target} HTTP/1.1`, "Host: {host}", ...headers)
const post = (body: string, ...headers: string[]) =>
  lines(
    "POST /api/chat/rooms HTTP/1.1",
    "Host: {host}",
    "Content-Type: application/json",
    ...headers,
  ) + body
const lengthOf = (body: string) => `Content-Length: ${body.length}`
const chunked = "Transfer-Encoding: chunked"
const chunk = (data: string) => `${data.length.toString(16)}\r\n${data}\r\n`

const REFUSED = '{"name":"refused"}'
const zipped = gzipSync(REFUSED).toString("latin1")
const health = get("/healthz")
const close = "Connection: close"

const nonsense: Case<string>[] = [
  ["words", "NONSENSE\r\n\r\n", 400],
  ["HTTP/0.9", "GET /healthz\r\n\r\n", [200, 400]],
  ["HTTP/2's preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400],
  ["TLS", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400],
  ["SSH", "SSH-2.0-OpenSSH_9.6\r\n", 400],
  ["Redis", "*1\r\n$4\r\nPING\r\n", 400],
  ["a response", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", 400],
  ["NULs", "\0\0\0\0\r\n\r\n", 400],
  ["bytes beyond ASCII", "\xff\xfe\xfd\r\n\r\n", 400],
  ["HTTP/9.9", health.replace("1.1", "9.9"), 400],
  ["HTTP/1.1 in small letters", health.replace("HTTP", "http"), 400],
  ["no target", health.replace("/healthz ", ""), 400],
  ["a target that is no path", get("healthz"), 400],
  ["a target with a space", get("/healthz /x"), 400],
  ["a target beyond ASCII", get("/\xef\xbc\x91"), 400],
  ["a target with a NUL", get("/healthz\0"), 400],
  ["a target that is no URL", get("//["), 400],
  ["a line without a colon", get("/healthz", "nonsense"), 400],
  ["a header without a name", get("/healthz", ": x"), 400],
  ["a header with a space in its name", get("/healthz", "X Y: x"), 400],
  ["a space before the colon", get("/healthz", "X : x"), 400],
  ["a header folded onto a second line", get("/healthz", "X: a", " b"), 400],
  ["a NUL in a header", get("/healthz", "X: a\0b"), 400],
  ["a lone line feed in a header", get("/healthz", "X: a\nY b"), 400],
  ["a lone carriage return in a header", get("/healthz", "X: a\rY: b"), 400],
  ["no Host", lines("GET /healthz HTTP/1.1"), 400],
  ["a Host of two words", lines("GET /healthz HTTP/1.1", "Host: a b"), 400],
  ["an open bracket as Host", lines("GET /healthz HTTP/1.1", "Host: ["), 400],
  ["a Host with a path", lines("GET /healthz HTTP/1.1", "Host: a/b\\c?"), [200, 400]],
  ["a request to be a tunnel", lines("CONNECT evil.example:443 HTTP/1.1", "Host: {host}"), "cut"],
  ["a header of 20,000 bytes", get("/healthz", `X: ${"x".repeat(20_000)}`), 431],
  ["5,000 headers", get("/healthz", ...Array.from({ length: 5_000 }, (_, n) => `X${n}: x`)), 431],
  ["a name of 20,000 bytes", get("/healthz", `${"x".repeat(20_000)}: x`), 431],
  ["an address of 20,000 bytes", get(`/healthz?${"x".repeat(20_000)}`), 431],
  ["a path of 8,000 bytes", get(`/${"x".repeat(8_000)}`, close), 404],
  ["brackets 8,000 deep in the address", get(`/api/chat/rooms?${"[".repeat(8_000)}`, close), 200],
  ["a header of 8,000 bytes", get("/healthz", `X: ${"x".repeat(8_000)}`, close), 200],
  ["an unknown expectation", get("/healthz", "Expect: the-worst", close), 417],
  ["an empty line first", `\r\n${get("/healthz", close)}`, 200],
  ["HTTP/1.0", "GET /healthz HTTP/1.0\r\n\r\n", 200],
]

/** What follows a request may be found broken before the request itself is answered. */
const NOT_WAITED_FOR = [400, "200 then 400", "400 then 400"]
const CLOSED_EARLY: [number, string] = [400, "cut"]
const bodies: Case<string>[] = [
  ["a length below zero", post(REFUSED, "Content-Length: -1"), 400],
  ["a length in words", post(REFUSED, "Content-Length: many"), 400],
  ["a length in hexadecimal", post(REFUSED, "Content-Length: 0x12"), 400],
  ["a fraction of a length", post(REFUSED, "Content-Length: 18.0"), 400],
  ["an empty length", post(REFUSED, "Content-Length:"), 400],
  ["two lengths", post(REFUSED, "Content-Length: 18", "Content-Length: 17"), 400],
  ["two lengths in a line", post(REFUSED, "Content-Length: 18, 18"), 400],
  ["a length beyond all numbers", post(REFUSED, "Content-Length: 99999999999999999999999"), 400],
  ["a length and chunks", post(chunk(REFUSED), "Content-Length: 18", chunked), 400],
  ["chunks and a length", post(chunk(REFUSED), chunked, "Content-Length: 18"), 400],
  ["chunks and then something", post(chunk(REFUSED), "Transfer-Encoding: chunked, gzip"), 400],
  ["chunks twice", post(chunk(REFUSED), "Transfer-Encoding: chunked, chunked"), 400],
  ["chunks in a way of their own", post(chunk(REFUSED), "Transfer-Encoding: xchunked"), 400],
  ["a chunk of no size", post(`\r\n${REFUSED}\r\n`, chunked), 400],
  ["a chunk of zz", post(`zz\r\n${REFUSED}\r\n`, chunked), 400],
  ["a chunk of -1", post(`-1\r\n${REFUSED}\r\n`, chunked), 400],
  ["a chunk beyond all numbers", post(`${"f".repeat(20)}\r\n${REFUSED}`, chunked), 400],
  ["a chunk longer than it says", post(`2\r\n${REFUSED}\r\n0\r\n\r\n`, chunked), 400],
  [
    "a chunk with 20,000 bytes beside its size",
    post(`1;${"x".repeat(20_000)}\r\n{\r\n0\r\n\r\n`, chunked),
    [400, 413],
  ],
  ["a terabyte announced", post(REFUSED, "Content-Length: 1099511627776", close), 413],
  ["a byte too many announced", post(REFUSED, `Content-Length: ${BODY_BYTES_MAX + 1}`, close), 413],
  [
    "chunks of a byte too many",
    post(`${chunk("x".repeat(BODY_BYTES_MAX))}${chunk("x")}0\r\n\r\n`, chunked, close),
    413,
  ],
  ["chunks that never end", post(chunk(" ".repeat(1_000)).repeat(100), chunked, close), 413],
  ["less than there is", post(REFUSED, "Content-Length: 5"), NOT_WAITED_FOR],
  ["a body in Gzip", post(zipped, "Content-Encoding: gzip", lengthOf(zipped)), [400, 415]],
  ["no body at all", post("", "Content-Length: 0", close), [400, 422]],
  ["neither length nor chunks", post("", close), [400, 422]],
  [
    "a promise to go on",
    post('{"name":"Legal promise"}', "Expect: 100-continue", "Content-Length: 24", close),
    201,
  ],
  [
    "chunks of a byte",
    post(`${[...'{"name":"Legal chunks"}'].map(chunk).join("")}0\r\n\r\n`, chunked, close),
    201,
  ],
]

const garbage = "GARBAGE\r\n\r\n"
const pipelined: Case<string>[] = [
  ["garbage after a request", health + garbage, NOT_WAITED_FOR],
  ["a body nobody announced", `${health}${REFUSED}\r\n\r\n`, NOT_WAITED_FOR],
  [
    "a request hidden in a body",
    post(get("/nowhere"), `Content-Length: ${get("/nowhere").length - 2}`),
    400,
  ],
  ["three requests", health + get("/nowhere") + get("/healthz", close), "200 then 404 then 200"],
  [
    "a hundred requests",
    health.repeat(99) + get("/healthz", close),
    Array.from({ length: 100 }, () => "200").join(" then "),
  ],
]

const brokenOff = ["ends", "breaks"].flatMap((ending): Case<{ bytes: string; ending: Ending }>[] =>
  [
    ["in a method", "GE"],
    ["in a header", "GET /healthz HTTP/1.1\r\nHost: loc"],
    ["before a body", post("", "Content-Length: 18")],
    ["in a body", post('{"name":', "Content-Length: 18")],
    ["in a chunk", post('12\r\n{"name":', chunked)],
    ["between chunks", post(chunk(REFUSED), chunked)],
  ].map(([where = "", bytes = ""]) => [
    `${ending} ${where}`,
    { bytes, ending: ending as Ending },
    ending === "breaks" ? "cut" : CLOSED_EARLY,
  ]),
)

const traversals = [
  "..",
  "%2e%2e",
  "..%2f..",
  "%2e%2e%2f%2e%2e",
  "..%5c..",
  "....//",
  "%252e%252e",
  "..%00",
]
const outside = ["/", "/assets/", "/docs/static/", "/redoc/", "/api/chat/rooms/", "/trpc/"].flatMap(
  (folder) =>
    traversals.map(
      (up): Case<string> => [
        `${folder}${up}`,
        get(`${folder}${up}/${up}/package.json`, close),
        // The folders of files say themselves that they keep to themselves.
        [400, 403, 404],
      ],
    ),
)
const badPaths: Case<string>[] = [
  ["a file that is served", get("/docs/static/favicon-16x16.png", close), 200],
  ...outside,
  ...[
    "/%zz",
    "/%",
    "/api/chat/rooms/%e2%82/messages",
    "/api/chat/rooms/%ff/messages",
    "/trpc/%c0%80",
  ].map((path): Case<string> => [path, get(path, close), 400]),
]

export const wireRows: Row[] = [
  ...family("no HTTP", (ground, bytes: string) => askBytes(ground, { bytes }), nonsense),
  ...family("lengths that lie", (ground, bytes: string) => askBytes(ground, { bytes }), bodies),
  ...family(
    "one after the other",
    (ground, bytes: string) => askBytes(ground, { bytes }),
    pipelined,
  ),
  ...family("broken off", askBytes, [
    ...brokenOff,
    ["not at all", { bytes: get("/healthz", close) }, 200],
  ]),
  ...family("ways out", (ground, bytes: string) => askBytes(ground, { bytes }), badPaths),
]
