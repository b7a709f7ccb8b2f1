/** The worker's side of a thread: takes whatever has queued up, answers it together, and looks again. */
import { type MessagePort, parentPort, receiveMessageOnPort } from "node:worker_threads"
import type { Reply, Request } from "./thread-messages.ts"

/** Bounds what one failing commit can refuse, and how long the first of a batch waits for the last. */
const BATCH_REQUESTS_MAX = 1_000

type Posted = Request[] | "stop"

type Duty = {
  /** All replies, in as many pieces as it likes. */
  answer(requests: Request[]): Iterable<Reply[]>
  /** Does a little of what nobody waits for; false when there is nothing left to do. */
  meanwhile?(): boolean
  stop(): void
}

/**
 * No timer gathers a batch: while one is being answered the next requests queue in the port, so alone a request waits
 * for nobody, and under load the batches grow by themselves.
 */
export function serve({ answer, meanwhile, stop }: Duty): MessagePort {
  const port = parentPort
  if (!port) throw new Error("This file runs as a worker thread")
  let turn: NodeJS.Immediate | undefined

  /** One piece a turn of the event loop, so that requests never wait for more. */
  function goOn() {
    turn = meanwhile?.() ? setImmediate(goOn) : undefined
  }
  goOn()

  return port.on("message", (first: Posted) => {
    const posted = [first, ...queuedIn(port, first.length)]
    const requests = posted.filter((item) => item !== "stop").flat()
    for (let at = 0; at < requests.length; at += BATCH_REQUESTS_MAX)
      for (const replies of answer(requests.slice(at, at + BATCH_REQUESTS_MAX)))
        port.postMessage(replies)
    if (!posted.includes("stop")) {
      turn ??= setImmediate(goOn)
      return
    }
    clearImmediate(turn)
    stop()
    port.close()
  })
}

/** What else waits, unless `count` is enough already. */
function* queuedIn(port: MessagePort, count: number): Generator<Posted> {
  for (let sum = count; sum < BATCH_REQUESTS_MAX; ) {
    const received = receiveMessageOnPort(port)
    if (!received) return
    sum += received.message.length
    yield received.message
  }
}
