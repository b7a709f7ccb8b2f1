/** The worker's side of a thread: takes whatever has queued up, answers it together, and looks again. */
import { type MessagePort, parentPort, receiveMessageOnPort } from "node:worker_threads"
import type { Reply, Request } from "./wire.ts"

/** Bounds what one failing commit can refuse, and how long the first of a batch waits for the last. */
const BATCH_REQUESTS_MAX = 1_000

type Posted = Request | "stop"

type Duty = { answer(requests: Request[]): Promise<Reply[]>; stop(): Promise<void> }

/**
 * No timer gathers a batch: while one is being answered the next requests queue in the port, so alone a request waits
 * for nobody, and under load the batches grow by themselves.
 */
export function serve({ answer, stop }: Duty): MessagePort {
  const port = parentPort
  if (!port) throw new Error("This file runs as a worker thread")
  const queue: Posted[] = []
  let busy = false

  async function work(port: MessagePort) {
    busy = true
    while (fill(queue, port)) {
      const batch = queue.splice(0, BATCH_REQUESTS_MAX)
      const requests = batch.filter((posted) => posted !== "stop")
      port.postMessage(await answer(requests))
      if (requests.length < batch.length) {
        await stop()
        port.close()
        return
      }
    }
    busy = false
  }

  return port.on("message", (posted: Posted) => {
    queue.push(posted)
    if (!busy) void work(port)
  })
}

/** False when nothing is waiting. */
function fill(queue: Posted[], port: MessagePort): boolean {
  while (queue.length < BATCH_REQUESTS_MAX) {
    const received = receiveMessageOnPort(port)
    if (!received) break
    queue.push(received.message)
  }
  return queue.length > 0
}
