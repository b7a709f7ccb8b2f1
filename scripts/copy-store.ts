/** `npm run copy-store -- FROM_URL TO_URL`: everything one store holds, into another. docs/operations.md says how to move. */
import { copyStore, type Progress } from "../src/server/store/copy.ts"

const TOLD_EVERY_MS = 1_000

const [from, to, ...more] = process.argv.slice(2)
if (!from || !to || more.length > 0) {
  fail("usage: npm run copy-store -- FROM_URL TO_URL, each sqlite:PATH, json:PATH or postgres://…")
}

let doing = ""
let began = performance.now()
let latest = began
let toldAt = began

const started = performance.now()
try {
  const { rooms, messages, gaps, checksum } = await copyStore({ from, to, tell })
  if (gaps > 0)
    console.log(`${count(gaps)} places in the logs are empty, as they are in the source`)
  console.log(
    `copied ${count(rooms)} rooms and ${count(messages)} messages in ${secondsSince(started)} s; ` +
      `both sides have the checksum ${checksum}`,
  )
} catch (error) {
  fail((error as Error).message)
}

/** A line when something begins, and then one a second. */
function tell({ stage, kind, done, expected }: Progress) {
  const isNew = doing !== `${stage} ${kind}`
  if (isNew) began = latest
  latest = performance.now()
  if (!isNew && latest - toldAt < TOLD_EVERY_MS) return
  doing = `${stage} ${kind}`
  toldAt = latest
  const aSecond = count(Math.round((done * 1000) / (latest - began)))
  console.log(`${doing}: ${count(done)} of ${count(expected)}, ${aSecond} a second`)
}

function secondsSince(time: number) {
  return ((performance.now() - time) / 1000).toFixed(1)
}

function count(number: number) {
  return number.toLocaleString("en")
}

function fail(message: string): never {
  console.error(`copy-store: ${message.replaceAll("\n", " ")}`)
  process.exit(1)
}
