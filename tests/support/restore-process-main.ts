/** What restoreUntilKilled() starts: `FILE URL`. Restores until everything is in place but nothing released, then waits. */
import { writeSync } from "node:fs"
import { backupAt, locationOf } from "../../src/server/store/transfer/locations.ts"

const [file = "", url = ""] = process.argv.slice(2)
const backup = await backupAt(file)
const restoration = await locationOf(url).restore()
const origin = { epoch: "abcdef", lastRoomId: 1e9, lastMessageId: 1e9 }
await restoration.fill(backup, origin, () => {})
writeSync(1, "in the middle of it\n")
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
