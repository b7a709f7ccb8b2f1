/** `npm run backup -- FILE`: the store of DATABASE_URL into a new file. docs/operations.md says how to go back. */
import { constants, setPriority } from "node:os"
import { readConfig } from "../src/server/config.ts"
import { takeBackup } from "../src/server/store/transfer/backup.ts"
import { count, createProgressLog, secondsTaken } from "./progress.ts"

const [file, ...more] = process.argv.slice(2)
if (!file || more.length > 0) fail("usage: npm run backup -- FILE, with DATABASE_URL as for Confab")

try {
  // Chatting people come first.
  setPriority(constants.priority.PRIORITY_LOW)
  const { databaseUrl: url } = readConfig({ DATABASE_URL: process.env.DATABASE_URL })
  const onProgress = createProgressLog({ atOnce: false })
  const backup = await takeBackup({ url, file, onProgress })
  console.log(
    `backed up ${count(backup.rooms)} rooms and ${count(backup.messages)} messages ` +
      `of ${backup.from} to ${backup.file} in ${secondsTaken()} s`,
  )
} catch (error) {
  fail((error as Error).message)
}

function fail(message: string): never {
  console.error(`backup: ${message.replaceAll("\n", " ")}`)
  process.exit(1)
}
