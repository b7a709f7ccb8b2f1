/** Bugs in the browser app. */
import type { Mutant } from "./mutant.ts"

const simulation = "tests/faults/simulation.test.ts"

export const appMutants: Mutant[] = [
  {
    name: "shown-twice",
    breaks: "an entry is on the screen once",
    file: "src/client/room/entries.ts",
    find: "entries.slice(end).filter(({ key }) => !keys.has(key)),",
    replace: "entries.slice(end),",
    noticedBy: {
      file: "tests/client/room/order.test.ts",
      test: "every message is there once and in order",
    },
  },
  {
    name: "gap-not-reloaded",
    breaks: "after a gap the screen shows what was missed",
    file: "src/client/conversation/room-feed.ts",
    find: "store.apply(event)\n    loadMissing()",
    replace: "store.apply(event)",
    noticedBy: { file: simulation, test: "in a storm" },
  },
  {
    name: "any-link",
    breaks: "links lead to pages and mailboxes only",
    file: "src/client/text/links.ts",
    find: "!PROTOCOLS.has(url.protocol) || ",
    replace: "",
    noticedBy: { file: "tests/client/text/links.test.ts", test: '"data:text/html,x" leads to' },
  },
  {
    name: "emphasis-without-bound",
    breaks: "no message takes long to be read",
    file: "src/client/text/tokenizer.ts",
    find: " || this.#unended === UNENDED_MAX",
    replace: "",
    noticedBy: {
      file: "tests/client/text/hostile.test.ts",
      test: "the longest message is read in 20 ms",
    },
  },
]
