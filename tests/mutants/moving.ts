/** Bugs in copying one store into another. */
import type { Mutant } from "./mutant.ts"

const copies = "tests/server/store/copy.test.ts"
const postgresCopies = "tests/server/store/copy-postgres.test.ts"

export const movingMutants: Mutant[] = [
  {
    name: "copy-not-compared",
    breaks: "what a target does not keep is noticed",
    file: "src/server/store/copy.ts",
    find: "if (!isSame(read, kept))",
    replace: "if (false)",
    noticedBy: { file: copies, test: "what a target does not keep" },
  },
  {
    name: "copy-not-marked",
    breaks: "Confab refuses to start on half a copy",
    file: "src/server/store/sqlite/copy.ts",
    find: 'describe.run(MARK, "yes")',
    replace: "",
    noticedBy: { file: copies, test: "what was killed while" },
  },
  {
    name: "copied-over-what-was-there",
    breaks: "a store that was used is left as it is",
    file: "src/server/store/json/copy.ts",
    find: "if (await isUsed(path)) throw",
    replace: "if (false) throw",
    noticedBy: { file: copies, test: "a store that was used" },
  },
  {
    name: "last-ids-left-behind",
    breaks: "no id is given twice, not even in a copy",
    file: "src/server/store/postgres/copy.ts",
    find: "await client.query(statements.lastIds, [lastRoomId, lastMessageId])",
    replace: "void [lastRoomId, lastMessageId]",
    noticedBy: { file: postgresCopies, test: "the copy goes on where its source was" },
  },
  {
    name: "changed-source-not-noticed",
    breaks: "a copy has everything that was said until its end",
    file: "src/server/store/postgres/archive.ts",
    find: "return (await standOf(client)) === before",
    replace: "return before !== undefined",
    noticedBy: { file: postgresCopies, test: "a source that is used meanwhile" },
  },
]
