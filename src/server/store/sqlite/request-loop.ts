import { type MessagePort, parentPort, receiveMessageOnPort } from "node:worker_threads"
import type { Reply, Request } from "./thread-messages.ts"

/** Bounds what one failing commit can refuse, and how long the first of a batch waits for the last. */
const BATCH_REQUESTS_MAX = 1_000

type Posted = Request[] | "stop"

type Handlers = {
  handle(requests: Request[]): Iterable<Reply[]>
  /** Does a little work for which no request waits; false when nothing is left to do. */
  onIdle?(): boolean
  onStop(): void
}

/** No timer gathers a batch: while one is handled the next requests queue in the port, so batches grow under load alone. */
export function serveRequests({ handle, onIdle, onStop }: Handlers): MessagePort {
  const port = parentPort
  if (!port) throw new Error("This file runs as a worker thread")
  let turn: NodeJS.Immediate | undefined

  /** One piece a turn of the event loop, so that requests never wait for more. */
  function idle() {
    turn = onIdle?.() ? setImmediate(idle) : undefined
  }
  idle()

  return port.on("message", (first: Posted) => {
    const posted = [first, ...queuedIn(port, first.length)]
    const requests = posted.filter((item) => item !== "stop").flat()
    for (let at = 0; at < requests.length; at += BATCH_REQUESTS_MAX)
      for (const replies of handle(requests.slice(at, at + BATCH_REQUESTS_MAX)))
        port.postMessage(replies)
    if (!posted.includes("stop")) {
      turn ??= setImmediate(idle)
      return
    }
    clearImmediate(turn)
    onStop()
    port.close()
  })
}

/** What else is queued, unless `count` is enough already. */
function* queuedIn(port: MessagePort, count: number): Generator<Posted> {
  for (let sum = count; sum < BATCH_REQUESTS_MAX; ) {
    const received = receiveMessageOnPort(port)
    if (!received) return
    sum += received.message.length
    yield received.message
  }
}
