/** Bugs in what is remembered. */
import type { Mutant } from "./mutant.ts"

const sqlite = "tests/server/store/sqlite.test.ts"
const json = "tests/server/store/json.test.ts"
const postgres = "tests/server/store/postgres.test.ts"
const postgresLost = "tests/server/store/postgres-lost.test.ts"
const postgresNodes = "tests/server/store/postgres-nodes.test.ts"

export const storeMutants: Mutant[] = [
  {
    name: "acknowledge-before-commit",
    breaks: "what was acknowledged is committed",
    file: "src/server/store/sqlite/transaction.ts",
    find: 'database.exec("COMMIT")',
    replace: 'setTimeout(() => database.exec("COMMIT"))',
    noticedBy: { file: sqlite, test: "an acknowledged message is there" },
  },
  {
    name: "acknowledge-before-write",
    breaks: "what was acknowledged is in the file",
    file: "src/server/store/json/group-commit.ts",
    find: `      if (applied.length > 0) await save(transaction)
      for (const change of applied) change.succeed()`,
    replace: `      for (const change of applied) change.succeed()
      if (applied.length > 0) await save(transaction)`,
    noticedBy: { file: json, test: "an acknowledged message is there" },
  },
  {
    name: "failed-draft-kept",
    breaks: "a refused message is not stored",
    file: "src/server/store/json/store.ts",
    find: `    try {
      await database.write()`,
    replace: `    saved = contents
    try {
      await database.write()`,
    noticedBy: { file: json, test: "a full disk refuses" },
  },
  {
    name: "failed-retry-found",
    breaks: "a retry of a refused message is stored",
    file: "src/server/store/json/store.ts",
    find: `      clientIds = createClientIds(saved)
`,
    replace: "",
    noticedBy: { file: json, test: "a full disk refuses" },
  },
  {
    name: "no-unique-key",
    breaks: "the database itself holds no message twice",
    file: "src/server/store/sqlite/migrations/0001-room-log.ts",
    find: `,
      CONSTRAINT messages_once UNIQUE (room_id, username_key, client_id)`,
    replace: "",
    noticedBy: { file: sqlite, test: "holds no message twice" },
  },
  {
    name: "no-rollback",
    breaks: "what a failed batch began is not stored with the next",
    file: "src/server/store/sqlite/transaction.ts",
    find: 'if (database.isTransaction) database.exec("ROLLBACK")',
    replace: 'if (database.isTransaction) database.exec("COMMIT")',
    noticedBy: { file: sqlite, test: "taken back before the next" },
  },
  {
    name: "forward-from-the-end",
    breaks: "history goes on where it was left",
    file: "src/server/store/sqlite/reads.ts",
    find: `AND id > :after
     ORDER BY id LIMIT`,
    replace: `AND id > :after
     ORDER BY id DESC LIMIT`,
    noticedBy: { file: sqlite, test: "history goes forward" },
  },
  {
    name: "acknowledge-before-postgres-commits",
    breaks: "what was acknowledged is committed",
    file: "src/server/store/postgres/transaction.ts",
    find: `const { command } = await client.query("COMMIT")
      if (command !== "COMMIT") throw new Error("the transaction was rolled back")`,
    replace: `setTimeout(() => client.query("COMMIT"))`,
    noticedBy: { file: postgres, test: "an acknowledged message is there" },
  },
  {
    name: "lost-commit-tried-again",
    breaks: "a message is stored once though its commit was not answered",
    file: "src/server/store/postgres/transaction.ts",
    find: `return outcome === "committed"`,
    replace: "return false",
    noticedBy: { file: postgresLost, test: "before it says that it committed" },
  },
  {
    name: "lost-commit-believed",
    breaks: "what was never committed is not acknowledged",
    file: "src/server/store/postgres/transaction.ts",
    find: `return outcome === "committed"`,
    replace: "return true",
    noticedBy: { file: postgresLost, test: "before it is told to commit" },
  },
  {
    name: "refused-but-committed",
    breaks: "a refused message is not stored",
    file: "src/server/store/postgres/transaction.ts",
    find: "if (performance.now() >= first) throw",
    replace: "if (performance.now() >= Infinity) throw",
    noticedBy: { file: postgresLost, test: "a refusal in time, and service when it goes on" },
  },
  {
    name: "rooms-not-locked",
    breaks: "nodes that write to one room take turns",
    file: "src/server/store/postgres/append.ts",
    find: " ORDER BY id FOR UPDATE",
    replace: "",
    noticedBy: { file: postgresNodes, test: "has one order without gaps" },
  },
  {
    name: "copies-in-one-batch",
    breaks: "a retry that comes with the first try is the same message",
    file: "src/server/store/postgres/append.ts",
    find: "if (key) indexByKey.set(key, index)",
    replace: "",
    noticedBy: { file: postgres, test: "of many equal messages at once" },
  },
]
