/** Bugs in the ways to ask. */
import type { Mutant } from "./mutant.ts"

const _abuse = "tests/abuse/abuse.test.ts"
const _entering = "tests/server/entering.test.ts"
const _http = "tests/server/http.test.ts"
const metrics = "tests/server/metrics.test.ts"
const _names = "tests/server/own-names.test.ts"
const _rates = "tests/server/rates.test.ts"
const raw = "tests/server/raw-socket.test.ts"
const _trpc = "tests/server/trpc-socket.test.ts"
const upgrade = "tests/server/upgrade.test.ts"

export const doorsMutants: Mutant[] = [
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
]
