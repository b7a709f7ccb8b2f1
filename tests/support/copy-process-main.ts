/** What startCopyProcess() starts: `FROM TO STAGE`. Copies until the first messages of that stage, then waits to be killed. */
import { writeSync } from "node:fs"
import { copyStore } from "../../src/server/store/transfer/copy.ts"

const [from = "", to = "", killedWhile] = process.argv.slice(2)

await copyStore({
  from,
  to,
  onProgress({ stage, kind }) {
    if (stage !== killedWhile || kind !== "messages") return
    writeSync(1, "in the middle of it\n")
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
  },
})
