/** `npm run restore -- FILE`: a backup into the store of DATABASE_URL, which must not be in use. */
import { readConfig } from "../src/server/config.ts"
import { restoreBackup } from "../src/server/store/transfer/restore.ts"
import { count, createProgressLog, secondsTaken } from "./progress.ts"

const [file, ...more] = process.argv.slice(2)
if (!file || more.length > 0) {
  fail("usage: npm run restore -- FILE, with DATABASE_URL as for Confab, and Confab stopped")
}

try {
  const { databaseUrl: url } = readConfig({ DATABASE_URL: process.env.DATABASE_URL })
  const onProgress = createProgressLog({ atOnce: false })
  const { into, takenAt, rooms, messages, previous } = await restoreBackup({
    file,
    url,
    onProgress,
  })
  console.log(
    `restored ${count(rooms)} rooms and ${count(messages)} messages` +
      `${takenAt ? ` of ${takenAt}` : ""} into ${into} in ${secondsTaken()} s` +
      `${previous ? `; what was there is kept as ${previous}` : ""}`,
  )
} catch (error) {
  fail((error as Error).message)
}

function fail(message: string): never {
  console.error(`restore: ${message.replaceAll("\n", " ")}`)
  process.exit(1)
}
