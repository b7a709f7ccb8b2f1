/** Bugs in copying one store into another, in backups and in going back to them. */
import type { Mutant } from "./mutant.ts"

const _copies = "tests/server/store/copy.test.ts"
const backups = "tests/server/store/backup.test.ts"
const _backupFiles = "tests/server/store/backup-file.test.ts"
const postgresBackups = "tests/server/store/backup-postgres.test.ts"
const postgresCopies = "tests/server/store/copy-postgres.test.ts"

export const movingMutants: Mutant[] = [
  {
    name: "last-ids-left-behind",
    breaks: "no id is given twice, not even in a copy",
    file: "src/server/store/postgres/copy.ts",
    find: "await client.query(statements.lastIds, [lastRoomId, lastMessageId])",
    replace: "void [lastRoomId, lastMessageId]",
    noticedBy: { file: postgresCopies, test: "the copy goes on where its source was" },
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
    name: "former-history-served",
    breaks: "a node that a restore did not notice serves nothing any more",
    file: "src/server/store/postgres/store-lock.ts",
    find: "if (rows[0]?.value !== epoch)",
    replace: "if (rows[0]?.value === null)",
    noticedBy: { file: postgresBackups, test: "a node that was not noticed" },
  },
]
