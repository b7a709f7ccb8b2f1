/** One plan, carried out once. */
import { randomUUID } from "node:crypto"
import { percentile } from "../measure/stats.ts"
import type { Dialect, Draft, Heard } from "./dialects/dialect.ts"
import type { Frame } from "./frames.ts"
import type { Member } from "./member.ts"
import type { Outcome, Plan } from "./plan.ts"
import { createSending } from "./sending.ts"
import { createContent, readStamp, type Stamp, stampIn } from "./stamp.ts"
import { createTally } from "./tally.ts"

/** What is on its way when the time is over may take this long. */
const REST_SECONDS_MAX = 30

type Parts = { plan: Plan; senders: Member[]; dialect: Dialect }

export function createRun({ plan, senders, dialect }: Parts) {
  const content = createContent(plan.wording)
  const nonce = randomUUID().slice(0, 8)
  const over = Promise.withResolvers<void>()
  const waits: number[] = []
  const tally = createTally(done)
  const sending = createSending(
    plan,
    Math.min(senders.length, plan.senders ?? Number.POSITIVE_INFINITY),
    queue,
  )
  const queued = new Map<number, Draft[]>()
  const began = performance.now()
  let doneAt = began
  let drafts = 0

  /** What one turn lets a sender say, it says in one flush. */
  function queue(sender: number, messages: number) {
    if (queued.size === 0) queueMicrotask(flush)
    const waiting = queued.get(sender) ?? []
    const roomId = senders[sender]?.room.id ?? 0
    for (let said = 0; said < messages; said++)
      waiting.push({ roomId, content: content(sender), clientId: `${nonce}-${++drafts}` })
    queued.set(sender, waiting)
  }

  function flush() {
    const flushed = [...queued]
    queued.clear()
    for (const [sender, said] of flushed) senders[sender]?.say(dialect.say(said))
  }

  function done({ sender, sentAt }: Stamp) {
    doneAt = performance.now()
    waits.push(doneAt - sentAt)
    sending.done(sender)
    if (sending.isOver()) over.resolve()
  }

  const fail = (why: string) => over.reject(new Error(why))

  return {
    fail,

    counted(member: Member, frame: Frame) {
      if (plan.until === "delivered") tally.count(member, frame, readStamp)
    },

    heard(member: Member, heard: Heard) {
      if (heard.kind === "refused") fail(`a message was refused: ${heard.why}`)
      else if (heard.kind === "message" && plan.until === "delivered")
        tally.count(member, heard.content, stampIn)
      else if (heard.kind === (dialect.answers ? "said" : "message") && plan.until === "answered")
        done(stampIn(heard.content))
    },

    async outcome(): Promise<Outcome> {
      if (plan.isAwake) stayAwakeUntil(over.promise)
      sending.begin()
      const quiet = setTimeout(() => sending.isOver() && over.resolve(), plan.seconds * 1000 + 10)
      const late = setTimeout(
        () => fail(`${drafts - waits.length} of ${drafts} messages did not arrive everywhere`),
        (plan.seconds + REST_SECONDS_MAX) * 1000,
      )
      try {
        await over.promise
      } finally {
        sending.stop()
        clearTimeout(quiet)
        clearTimeout(late)
      }
      return {
        messages: waits.length,
        deliveries: plan.until === "answered" ? waits.length : tally.deliveries(),
        seconds: (doneAt - began) / 1000,
        p50: percentile(waits, 0.5),
        p99: percentile(waits, 0.99),
        worst: percentile(waits, 1),
      }
    },
  }
}

/** With something to do in every turn, the event loop asks for news and does not wait for it. */
function stayAwakeUntil(over: Promise<void>) {
  let isAwake = true
  const turn = () => isAwake && setImmediate(turn)
  const sleep = () => {
    isAwake = false
  }
  over.then(sleep, sleep)
  turn()
}

export type Run = ReturnType<typeof createRun>
