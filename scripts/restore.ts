/** `npm run restore -- FILE`: a backup into the store of DATABASE_URL, which nobody may be using. */
import { readConfig } from "../src/server/config.ts"
import { restoreBackup } from "../src/server/store/transfer/restore.ts"
import { count, createTelling, secondsTaken } from "./progress.ts"

const [file, ...more] = process.argv.slice(2)
if (!file || more.length > 0) {
  fail("usage: npm run restore -- FILE, with DATABASE_URL as for Confab, and Confab stopped")
}

try {
  const { databaseUrl: url } = readConfig({ DATABASE_URL: process.env.DATABASE_URL })
  const tell = createTelling({ atOnce: false })
  const { into, takenAt, rooms, messages, aside } = await restoreBackup({ file, url, tell })
  console.log(
    `restored ${count(rooms)} rooms and ${count(messages)} messages` +
      `${takenAt ? ` of ${takenAt}` : ""} into ${into} in ${secondsTaken()} s` +
      `${aside ? `; what was there is kept as ${aside}` : ""}`,
  )
} catch (error) {
  fail((error as Error).message)
}

function fail(message: string): never {
  console.error(`restore: ${message.replaceAll("\n", " ")}`)
  process.exit(1)
}
