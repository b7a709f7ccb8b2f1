/** The way to a WebSocket: malformed, foreign or unknown handshakes, and what stands in a room's address. */
import type { Ground } from "./ground.ts"
import { askBytes } from "./http.ts"
import { type Answer, type Case, family, type Row } from "./row.ts"
import { handshake, openByHand } from "./web-socket.ts"

const ROOM = "/ws/chat/{room}?username=ann"

/** A handshake, its lines replaced by name; undefined leaves one out. */
function changed(target: string, lines: Record<string, string | undefined>): string {
  const [start = "", ...given] = handshake(target).trimEnd().split("\r\n")
  const kept = given.filter(
    (line) => !Object.keys(lines).some((name) => line.startsWith(`${name}:`)),
  )
  const added = Object.entries(lines).filter(([, value]) => value !== undefined)
  return [start, ...kept, ...added.map(([name, value]) => `${name}: ${value}`), "\r\n"].join("\r\n")
}

type Lines = Record<string, string | undefined>
const KEY = "Sec-WebSocket-Key"
const VERSION = "Sec-WebSocket-Version"

const malformed: Case<Lines>[] = [
  ["no key", { [KEY]: undefined }, 400],
  ["an empty key", { [KEY]: "" }, 400],
  ["a short key", { [KEY]: "dGhl" }, 400],
  ["a key that is no Base64", { [KEY]: "!!!!!!!!!!!!!!!!!!!!!!==" }, 400],
  ["a long key", { [KEY]: "A".repeat(4_000) }, 400],
  ["no version", { [VERSION]: undefined }, 400],
  ["version 0", { [VERSION]: "0" }, 400],
  ["version 12", { [VERSION]: "12" }, 400],
  ["version 14", { [VERSION]: "14" }, 400],
  ["version 1e400", { [VERSION]: "1e400" }, 400],
  ["a version in words", { [VERSION]: "thirteen" }, 400],
  ["no Host", { Host: undefined }, 400],
  ["a Host of two words", { Host: "a b" }, 400],
  ["an open bracket as Host", { Host: "[" }, 400],
  ["a Host with a port too high", { Host: "a:65536" }, 400],
  ["a Host that is a percent sign", { Host: "%" }, 400],
  ["an Upgrade to something else", { Upgrade: "websockets" }, 404],
  ["an Upgrade to HTTP/2", { Upgrade: "h2c", "HTTP2-Settings": "AAMAAABkAAQAAP__" }, 404],
  ["no Upgrade", { Upgrade: undefined }, 404],
  ["a subprotocol that is none", { "Sec-WebSocket-Protocol": ",," }, 400],
  ["a subprotocol twice", { "Sec-WebSocket-Protocol": "a, a" }, 400],
  ["a page of another origin", { Origin: "https://evil.example" }, 403],
  ["a page without an origin", { Origin: "null" }, 403],
  ["an empty origin", { Origin: "" }, 403],
  ["an origin that is none", { Origin: "garbage" }, 403],
  ["two origins", { Origin: "http://{host}", origin: "https://evil.example" }, 403],
  ["another port of ours", { Host: "{host}", Origin: "http://127.0.0.1:1" }, 403],
  [
    "a page that says who forwards it",
    { Origin: "https://evil.example", "X-Forwarded-Host": "evil.example" },
    403,
  ],
  ["our own page", { Host: "{host}", Origin: "http://{host}" }, 101],
  ["no page at all", {}, 101],
  ["WebSocket in capitals", { Upgrade: "WEBSOCKET", Connection: "keep-alive, UPGRADE" }, 101],
  ["extensions we do not speak", { "Sec-WebSocket-Extensions": "permessage-deflate; x=1, y" }, 101],
  ["extensions that are none", { "Sec-WebSocket-Extensions": ";;;=,," }, [101, 400]],
]

const targets: Case<string>[] = [
  ...["//[", "http://[/trpc", "http://a b/trpc", "//", "http://%/trpc"].map(
    (target): Case<string> => [target, target, 400],
  ),
  ...[
    "/",
    "/ws",
    "/ws/",
    "/ws/chat",
    "/ws/chat/",
    "/ws/chat/1/2",
    "/ws/chat//1",
    "/ws/chat/1/",
  ].map((target): Case<string> => [target, target, 404]),
  ...[
    "/trpc/",
    "/trpc/x",
    "/TRPC",
    "//evil.example/",
    "/healthz",
    "/api/chat/rooms",
    "/%74rpc",
    "/trpc%00",
    "*",
    "/ws/chat/1/../../..",
  ].map((target): Case<string> => [target, target, 404]),
  ["/trpc", "/trpc", 101],
  ["/trpc and a question", "/trpc?", 101],
  [
    "/trpc and strange parameters",
    "/trpc?connectionParams=1&connectionParams=2&__proto__=1&%zz",
    101,
  ],
  ["the whole address", "http://{host}/trpc", 101],
  ["a detour", "/ws/../trpc", 101],
]

const otherMethods: Case<string>[] = ["POST", "PUT", "DELETE", "HEAD", "OPTIONS"].map((method) => [
  method,
  handshake(ROOM).replace("GET", method),
  400,
])

const broken: Case<string>[] = [
  ["a whole one", handshake(ROOM), 101],
  ...otherMethods,
  ["HTTP/1.0", handshake(ROOM).replace("HTTP/1.1", "HTTP/1.0"), [400, 404]],
  ["HTTP/3.7", handshake(ROOM).replace("HTTP/1.1", "HTTP/3.7"), 400],
  ["a header without a colon", handshake(ROOM, ["nonsense"]), 400],
  ["a header with a space in its name", handshake(ROOM, ["a b: c"]), 400],
  ["a NUL in a header", handshake(ROOM, ["a: \0"]), 400],
  ["20,000 bytes of headers", handshake(ROOM, [`a: ${"x".repeat(20_000)}`]), 431],
  ["a name of 20,000 bytes", handshake(`${ROOM}${"x".repeat(20_000)}`), 431],
  ["a body it should not have", handshake(ROOM, ["Content-Length: -1"]), 400],
]

/** The type of the first frame, or the close code. */
async function enter({ url, fill }: Ground, address: string): Promise<Answer> {
  const socket = openByHand(url, fill(`/ws/chat/${address}`))
  const first = await socket.hears((text) => text.startsWith("{"))
  const word = first === undefined ? await socket.ended() : JSON.parse(first).type
  socket.leave()
  return { word, text: socket.heard.join("\n") }
}

const ids = [
  "0",
  "-1",
  "-0",
  "abc",
  "1.5",
  "1e0",
  "0x1",
  "+1",
  "%20",
  "1%20",
  "NaN",
  "Infinity",
  "null",
  "undefined",
]
const strangeIds = [
  "__proto__",
  "9007199254740993",
  "99999999999999999999",
  "%00",
  "%2e%2e%2f",
  "%ff",
  "1;2",
  "1,2",
  "%EF%BC%91",
]
const nowhere = [...ids, ...strangeIds].map(
  (id): Case<string> => [`room ${id}`, `${id}?username=ann`, 4004],
)

const nowhereElse: Case<string>[] = [...nowhere, ["the room", "{room}?username=ann", "join"]]

const names: Case<string>[] = [
  ["no name", "{room}", 4001],
  ["an empty name", "{room}?username=", 4001],
  ["a name without a value", "{room}?username", 4001],
  ["another parameter", "{room}?user=ann&Username=ann", 4001],
  ["a name in brackets", "{room}?username[]=ann", 4001],
  ["a name that is no UTF-8", "{room}?username=a%ff", 4001],
  ["a name with NUL", "{room}?username=a%00", 4001],
  ["no name and no room", "999", 4001],
  ["a name badly encoded", "{room}?username=%zz", "join"],
  ["a name twice: the first counts", "{room}?username=cy&username=", "join"],
  ["a name with spaces around", "{room}?username=+dee+", "join"],
]

const positions: Case<string>[] = [
  ...["-1", "", "abc", "1e3", "1.5", "0x1", "NaN", "null", "%00", "%ff", "9007199254740993"].map(
    (since): Case<string> => [`since ${since}`, `{room}?username=eve&since=${since}`, "gap"],
  ),
  ["a place that was never", "{room}?username=eve&since=999999999", "gap"],
  ["two places: the first counts", "{room}?username=eve&since=x&since=0", "gap"],
  ["no position", "{room}?username=eve", "join"],
  ["a room that was never", "999?username=eve&since=1", 4004],
]

export const upgradeRows: Row[] = [
  ...family(
    "upgrades of the raw socket",
    (ground, lines: Lines) => askBytes(ground, { bytes: changed(ROOM, lines) }),
    malformed,
  ),
  ...family(
    "upgrades of tRPC",
    (ground, lines: Lines) => askBytes(ground, { bytes: changed("/trpc", lines) }),
    malformed,
  ),
  ...family(
    "targets of upgrades",
    (ground, target: string) => askBytes(ground, { bytes: handshake(target) }),
    targets,
  ),
  ...family("broken upgrades", (ground, bytes: string) => askBytes(ground, { bytes }), broken),
  ...family("rooms in addresses", enter, nowhereElse),
  ...family("names in addresses", enter, names),
  ...family("positions in addresses", enter, positions),
]
