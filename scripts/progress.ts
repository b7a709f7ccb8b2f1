import type { Progress } from "../src/server/store/transfer/transfer.ts"

const LOG_EVERY_MS = 1_000

const started = performance.now()

/** Prints a line a second; `atOnce` also when a stage begins. */
export function createProgressLog({ atOnce }: { atOnce: boolean }) {
  let current = ""
  let began = started
  let latest = began
  let loggedAt = began

  return ({ stage, kind, done, expected }: Progress) => {
    const isNew = current !== `${stage} ${kind}`
    if (isNew) began = latest
    current = `${stage} ${kind}`
    latest = performance.now()
    if (!(atOnce && isNew) && latest - loggedAt < LOG_EVERY_MS) return
    loggedAt = latest
    const aSecond = count(Math.round((done * 1000) / (latest - began)))
    console.log(`${current}: ${count(done)} of ${count(expected)}, ${aSecond} a second`)
  }
}

export const secondsTaken = () => ((performance.now() - started) / 1000).toFixed(1)

export const count = (number: number) => number.toLocaleString("en")
