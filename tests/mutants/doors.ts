/** Bugs in the ways to ask. */
import type { Mutant } from "./mutant.ts"

const abuse = "tests/abuse/abuse.test.ts"
const entering = "tests/server/entering.test.ts"
const http = "tests/server/http.test.ts"
const metrics = "tests/server/metrics.test.ts"
const names = "tests/server/own-names.test.ts"
const rates = "tests/server/rates.test.ts"
const raw = "tests/server/raw-socket.test.ts"
const trpc = "tests/server/trpc-socket.test.ts"
const upgrade = "tests/server/upgrade.test.ts"

export const doorsMutants: Mutant[] = [
  {
    name: "retry-not-acknowledged",
    breaks: "the sender of a retry is answered",
    file: "src/server/api/raw.ts",
    find: `    if (created) return
`,
    replace: `    if (message) return
`,
    noticedBy: { file: raw, test: "a retry is acknowledged again" },
  },
  {
    name: "sender-told-twice",
    breaks: "the sender hears a message once",
    file: "src/server/api/raw.ts",
    find: `    if (created) return
`,
    replace: "",
    noticedBy: { file: raw, test: "before a flooder is closed" },
  },
  {
    name: "epoch-ignored",
    breaks: "a position in another database is none in this",
    file: "src/server/api/resume-token.ts",
    find: "seqIn(id.slice(epoch.length + 1)) : UNKNOWN_SEQ",
    replace: 'seqIn(id.slice(epoch.length + 1)) : seqIn(id.slice(id.indexOf(":") + 1))',
    noticedBy: { file: trpc, test: "an event id of another database" },
  },
  {
    name: "any-depth",
    breaks: "JSON that nests too deep is not parsed",
    file: "src/server/api/json.ts",
    find: "if (depth > JSON_DEPTH_MAX)",
    replace: "if (depth > Number.POSITIVE_INFINITY)",
    noticedBy: { file: abuse, test: "33 levels" },
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
    name: "flooder-not-answered",
    breaks: "what a flooder said before is answered first",
    file: "src/server/api/socket.ts",
    find: `    await this.answered()
`,
    replace: "    await this.connection?.flushed()\n",
    noticedBy: { file: raw, test: "before a flooder is closed" },
  },
  {
    name: "flooder-not-told",
    breaks: "what a flooder said before is told first",
    file: "src/server/api/socket.ts",
    find: `    await this.connection?.flushed()
`,
    replace: "",
    noticedBy: { file: raw, test: "before a flooder is closed" },
  },
  {
    name: "pings-for-nothing",
    breaks: "pings count as frames",
    file: "src/server/api/sockets.ts",
    find: "if (socket.admits(1)) socket.keepsUp()",
    replace: "socket.keepsUp()",
    noticedBy: { file: abuse, test: "floods of the raw socket: 1,000 pings" },
  },
  {
    name: "any-number-of-sockets",
    breaks: "an address opens a bounded number of sockets",
    file: "src/server/api/upgrade.ts",
    find: "if (wait > 0) return reject(",
    replace: "if (wait < 0) return reject(",
    noticedBy: { file: rates, test: "500 sockets at once" },
  },
  {
    name: "foreign-sockets",
    breaks: "no foreign page opens a socket",
    file: "src/server/api/upgrade.ts",
    find: `    if (refusal) return reject(refusal)
`,
    replace: "",
    noticedBy: { file: abuse, test: "a page of another origin" },
  },
  {
    name: "foreign-posts",
    breaks: "no foreign page changes anything",
    file: "src/server/api/http.ts",
    find: "!SAFE_METHODS.has(request.method))",
    replace: "false)",
    noticedBy: { file: http, test: "a foreign page changes nothing" },
  },
  {
    name: "any-name",
    breaks: "a page that lets its name lead here is not our own",
    file: "src/server/api/host-rule.ts",
    find: "if (isForAll || host === undefined) return true",
    replace: "if (host !== null) return true",
    noticedBy: { file: names, test: "does not go by evil.example" },
  },
  {
    name: "metrics-in-other-words",
    breaks: "metrics have one address",
    file: "src/server/api/metrics.ts",
    find: "if (!(isExact && isAllowed",
    replace: "if (!(isAllowed",
    noticedBy: { file: metrics, test: "keeps all ways to write it inside" },
  },
  {
    name: "gone-but-there",
    breaks: "whose socket breaks has left the room",
    file: "src/server/api/sockets.ts",
    find: `    socket.connection?.closed()
`,
    replace: "",
    noticedBy: { file: upgrade, test: "in the middle of a frame" },
  },
  {
    name: "early-words-lost",
    breaks: "what is said before the room is entered is said once it is",
    file: "src/server/api/raw.ts",
    find: `    await this.#opening
`,
    replace: "",
    noticedBy: { file: entering, test: "what is said before the room is entered" },
  },
  {
    name: "enters-though-gone",
    breaks: "who left before the room is entered does not enter it",
    file: "src/server/api/raw.ts",
    find: `    if (!this.#socket.keepsUp()) return feed.leave()
`,
    replace: "",
    noticedBy: { file: entering, test: "who leaves before the room is entered" },
  },
  {
    name: "retry-jumps-the-queue",
    breaks: "a retry is acknowledged after what was said before it",
    file: "src/server/api/raw.ts",
    find: `    await this.flushed()
`,
    replace: "",
    noticedBy: { file: raw, test: "acknowledged after what was said before" },
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
