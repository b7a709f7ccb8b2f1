/** What the commands that copy, back up and restore stores tell of themselves. */
import type { Progress } from "../src/server/store/transfer/fill.ts"

const TOLD_EVERY_MS = 1_000

const started = performance.now()

/** How far something is, a line a second; `atOnce` also when something begins. */
export function createTelling({ atOnce }: { atOnce: boolean }) {
  let doing = ""
  let began = started
  let latest = began
  let toldAt = began

  return ({ stage, kind, done, expected }: Progress) => {
    const isNew = doing !== `${stage} ${kind}`
    if (isNew) began = latest
    doing = `${stage} ${kind}`
    latest = performance.now()
    if (!(atOnce && isNew) && latest - toldAt < TOLD_EVERY_MS) return
    toldAt = latest
    const aSecond = count(Math.round((done * 1000) / (latest - began)))
    console.log(`${doing}: ${count(done)} of ${count(expected)}, ${aSecond} a second`)
  }
}

export const secondsTaken = () => ((performance.now() - started) / 1000).toFixed(1)

export const count = (number: number) => number.toLocaleString("en")
