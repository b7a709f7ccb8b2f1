/** `npm run backup -- FILE`: what the store of DATABASE_URL holds now, into a new file. docs/operations.md says how to go back. */
import { constants, setPriority } from "node:os"
import { readConfig } from "../src/server/config.ts"
import { takeBackup } from "../src/server/store/transfer/backup.ts"
import { count, createTelling, secondsTaken } from "./progress.ts"

const [file, ...more] = process.argv.slice(2)
if (!file || more.length > 0) fail("usage: npm run backup -- FILE, with DATABASE_URL as for Confab")

try {
  // People who are talking come first.
  setPriority(constants.priority.PRIORITY_LOW)
  const { databaseUrl: url } = readConfig({ DATABASE_URL: process.env.DATABASE_URL })
  const tell = createTelling({ atOnce: false })
  const taken = await takeBackup({ url, file, tell })
  console.log(
    `backed up ${count(taken.rooms)} rooms and ${count(taken.messages)} messages ` +
      `of ${taken.from} to ${taken.file} in ${secondsTaken()} s`,
  )
} catch (error) {
  fail((error as Error).message)
}

function fail(message: string): never {
  console.error(`backup: ${message.replaceAll("\n", " ")}`)
  process.exit(1)
}
