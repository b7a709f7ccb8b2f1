/** `npm run copy-store -- FROM_URL TO_URL`: everything one store holds, into another. docs/operations.md says how to move. */
import { copyStore } from "../src/server/store/transfer/copy.ts"
import { count, createProgressLog, secondsTaken } from "./progress.ts"

const [from, to, ...more] = process.argv.slice(2)
if (!from || !to || more.length > 0) {
  fail("usage: npm run copy-store -- FROM_URL TO_URL, each sqlite:PATH, json:PATH or postgres://…")
}

try {
  const onProgress = createProgressLog({ atOnce: true })
  const { rooms, messages, gaps, checksum } = await copyStore({ from, to, onProgress })
  if (gaps > 0)
    console.log(`${count(gaps)} places in the logs are empty, as they are in the source`)
  console.log(
    `copied ${count(rooms)} rooms and ${count(messages)} messages in ${secondsTaken()} s; ` +
      `both sides have the checksum ${checksum}`,
  )
} catch (error) {
  fail((error as Error).message)
}

function fail(message: string): never {
  console.error(`copy-store: ${message.replaceAll("\n", " ")}`)
  process.exit(1)
}
