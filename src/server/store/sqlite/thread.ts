import { Worker } from "node:worker_threads"
import type { CommitSizes } from "../store.ts"
import { ThreadCalls } from "./thread-calls.ts"
import type { Input, Method, Output, Reply } from "./thread-messages.ts"

export type Thread<Hello = unknown> = {
  /** The thread's first message. */
  readonly hello: Hello
  call<M extends Method>(method: M, input: Input<M>): Promise<Output<M>>
  /** Resolves when the thread has ended, for any reason. */
  readonly ended: Promise<void>
  /** Lets the thread finish what was called; it accepts no more. */
  stop(): Promise<void>
}

/** Rejects with the thread's own error when it cannot start. `sizes` observes how many replies come at a time. */
export async function startThread<Hello>(
  script: URL,
  path: string,
  sizes?: CommitSizes,
): Promise<Thread<Hello>> {
  const worker = new Worker(script, { workerData: { path } })
  const hello = await new Promise<Hello>((resolve, reject) => {
    worker.once("message", resolve)
    worker.once("error", reject)
    worker.once("exit", () => reject(new Error("the database thread ended while starting")))
  })
  const calls = new ThreadCalls((requests) => worker.postMessage(requests))
  worker.on("message", (replies: Reply[]) => {
    sizes?.observe(replies.length)
    calls.receive(replies)
  })
  worker.on("error", (error: Error) => calls.failAll(error))
  const exited = new Promise<void>((resolve) => worker.once("exit", () => resolve()))
  void exited.then(() => calls.failAll(new Error("the database thread has ended")))

  return {
    hello,
    ended: exited,
    call: (method, input) => calls.send(method, input),
    stop() {
      calls.finish(new Error("the store is closed"))
      worker.postMessage("stop")
      return exited
    },
  }
}
