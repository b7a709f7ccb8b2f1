/** One process at a time installs or builds in this checkout; others that want the same wait for it. */
import { readFileSync, unlinkSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { setTimeout as wait } from "node:timers/promises"
import { root } from "./tools.mjs"

const LOOK_MS = 200
/** Not in `node_modules`, which an installation removes. */
const file = join(root, ".setup.lock")

/** Does the work unless it `isDone`, also by another process that was waited for. */
export async function alone({ isDone, work, say }) {
  if (isDone()) return
  for (let hasSaid = false; !take(); hasSaid = true) {
    if (!hasSaid) say("Waiting for another process that installs or builds here…")
    await wait(LOOK_MS)
  }
  process.on("exit", letGo)
  try {
    if (!isDone()) await work()
  } finally {
    process.off("exit", letGo)
    letGo()
  }
}

function take() {
  try {
    writeFileSync(file, `${process.pid}`, { flag: "wx" })
    return true
  } catch (error) {
    // Where nothing can be written, the work itself says so.
    if (error.code !== "EEXIST") return true
  }
  if (!isHeld()) letGo()
  return false
}

/** False when its holder is no more, as after a kill. */
function isHeld() {
  try {
    const holder = Number(readFileSync(file, "utf8"))
    // Just made, and not yet written.
    if (!holder) return true
    return holder !== process.pid && isRunning(holder)
  } catch {
    return false
  }
}

function isRunning(pid) {
  try {
    return process.kill(pid, 0)
  } catch ({ code }) {
    return code === "EPERM"
  }
}

function letGo() {
  try {
    unlinkSync(file)
  } catch {
    // Another has.
  }
}
