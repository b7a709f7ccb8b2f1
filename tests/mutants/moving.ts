/** Bugs in copying one store into another, in backups and in going back to them. */
import type { Mutant } from "./mutant.ts"

const copies = "tests/server/store/copy.test.ts"
const backups = "tests/server/store/backup.test.ts"
const backupFiles = "tests/server/store/backup-file.test.ts"
const postgresBackups = "tests/server/store/backup-postgres.test.ts"
const postgresCopies = "tests/server/store/copy-postgres.test.ts"

export const movingMutants: Mutant[] = [
  {
    name: "copy-not-compared",
    breaks: "what a target does not keep is noticed",
    file: "src/server/store/transfer/transfer.ts",
    find: "if (!isSame(source, target))",
    replace: "if (false)",
    noticedBy: { file: copies, test: "what a target does not keep" },
  },
  {
    name: "copy-not-marked",
    breaks: "Confab refuses to start on half a copy",
    file: "src/server/store/sqlite/copy.ts",
    find: "  markUnfinished(database)",
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
    find: "return (await fingerprintOf(client)) === before",
    replace: "return before !== undefined",
    noticedBy: { file: postgresCopies, test: "a source that is used meanwhile" },
  },
  {
    name: "seal-not-compared",
    breaks: "a backup that is not what it was is refused",
    file: "src/server/store/transfer/seal.ts",
    find: "if (last !== sealWith(await hashOf(path, size - SEAL_BYTES)))",
    replace: "if (size < 0)",
    noticedBy: { file: backupFiles, test: "a single wrong bit" },
  },
  {
    name: "ids-given-again",
    breaks: "no id is given again after going back",
    file: "src/server/store/transfer/restore.ts",
    find: "const IDS_SKIPPED = 2 ** 24",
    replace: "const IDS_SKIPPED = 0",
    noticedBy: { file: backups, test: "everything in sqlite comes back in sqlite" },
  },
  {
    name: "epoch-kept",
    breaks: "nobody takes what was restored for what was there",
    file: "src/server/store/sqlite/restore.ts",
    find: "setOrigin(database, origin)",
    replace: "setOrigin(database, { ...origin, epoch: backup.archive.origin.epoch })",
    noticedBy: { file: backups, test: "everything in sqlite comes back in sqlite" },
  },
  {
    name: "replaced-and-gone",
    breaks: "what a backup takes the place of is kept",
    file: "src/server/store/json/restore.ts",
    find: "isWorthKeeping ? await keepPrevious(path) : null",
    replace: "isWorthKeeping && !isWorthKeeping ? await keepPrevious(path) : null",
    noticedBy: { file: backups, test: "what was there is kept" },
  },
  {
    name: "restored-under-a-node",
    breaks: "a store that somebody uses is not replaced",
    file: "src/server/store/postgres/store-lock.ts",
    find: "if (rows[0].held) return",
    replace: "if (rows.length > 0) return",
    noticedBy: { file: postgresBackups, test: "a node that only listens is noticed" },
  },
  {
    name: "former-history-served",
    breaks: "a node that a restore did not notice serves nothing any more",
    file: "src/server/store/postgres/store-lock.ts",
    find: "if (rows[0]?.value !== epoch)",
    replace: "if (rows[0]?.value === null)",
    noticedBy: { file: postgresBackups, test: "a node that was not noticed" },
  },
]
