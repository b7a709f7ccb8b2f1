/** The worker's side of a thread: takes whatever has queued up, answers it together, and looks again. */
import { type MessagePort, parentPort, receiveMessageOnPort } from "node:worker_threads"
import type { Reply, Request } from "./wire.ts"

/** Bounds what one failing commit can refuse, and how long the first of a batch waits for the last. */
const BATCH_REQUESTS_MAX = 1_000

type Posted = Request | "stop"

type Duty = { answer(requests: Request[]): Reply[]; stop(): void }

/**
 * No timer gathers a batch: while one is being answered the next requests queue in the port, so alone a request waits
 * for nobody, and under load the batches grow by themselves.
 */
export function serve({ answer, stop }: Duty): MessagePort {
  const port = parentPort
  if (!port) throw new Error("This file runs as a worker thread")

  return port.on("message", (first: Posted) => {
    const batch = [first, ...queuedIn(port)]
    const requests = batch.filter((posted) => posted !== "stop")
    port.postMessage(answer(requests))
    if (requests.length === batch.length) return
    stop()
    port.close()
  })
}

function* queuedIn(port: MessagePort): Generator<Posted> {
  for (let count = 1; count < BATCH_REQUESTS_MAX; count++) {
    const received = receiveMessageOnPort(port)
    if (!received) return
    yield received.message
  }
}
