import { Worker } from "node:worker_threads"
import { storeErrors } from "../errors.ts"
import type { CommitSizes } from "../store.ts"
import {
  fromRefusal,
  type Input,
  type Method,
  type Output,
  type Reply,
  type Request,
} from "./thread-messages.ts"

/** So many waiting calls go on in one turn of the event loop: a big commit is not to hold it up (bench: durable). */
const SETTLED_A_TURN_MAX = 100

export type Thread<Hello = unknown> = {
  /** What the thread said when it was ready. */
  readonly hello: Hello
  call<M extends Method>(method: M, input: Input<M>): Promise<Output<M>>
  /** Resolves when the thread is no more, for whatever reason. */
  readonly ended: Promise<void>
  /** Lets the thread finish what it was asked; it takes no more. */
  stop(): Promise<void>
}

/** Rejects with the thread's own error when it cannot start. `sizes` hears how much it answers at a time. */
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
  const calls = createCalls((requests) => worker.postMessage(requests))
  worker.on("message", (replies: Reply[]) => {
    sizes?.observe(replies.length)
    calls.hear(replies)
  })
  worker.on("error", calls.abandon)
  const exited = new Promise<void>((resolve) => worker.once("exit", () => resolve()))
  void exited.then(() => calls.abandon(new Error("the database thread has ended")))

  return {
    hello,
    ended: exited,
    call: (method, input) => calls.make(method, input),
    stop() {
      calls.finish(new Error("the store is closed"))
      worker.postMessage("stop")
      return exited
    },
  }
}

/** Calls on their way, each waiting for its reply. */
function createCalls(post: (requests: Request[]) => void) {
  const waiting = new Map<number, PromiseWithResolvers<unknown>>()
  let latestId = 0
  let unposted: Request[] = []
  const unsettled: Reply[] = []
  let ended: Error | undefined

  /** What one turn of the event loop asks goes over in one piece (bench: rooms). */
  function postAll() {
    if (unposted.length === 0) return
    post(unposted)
    unposted = []
  }

  function settle(reply: Reply) {
    const call = waiting.get(reply.id)
    waiting.delete(reply.id)
    if ("value" in reply) call?.resolve(reply.value)
    else call?.reject(fromRefusal(reply.refusal))
  }

  function settleSome() {
    for (const reply of unsettled.splice(0, SETTLED_A_TURN_MAX)) settle(reply)
    if (unsettled.length > 0) setImmediate(settleSome)
  }

  return {
    /** Takes no more; what it has taken goes over now. */
    finish(reason: Error) {
      ended ??= reason
      postAll()
    },

    make<T>(method: Method, input: unknown): Promise<T> {
      if (ended) return Promise.reject(storeErrors.unavailable(ended))
      const call = Promise.withResolvers<unknown>()
      waiting.set(++latestId, call)
      if (unposted.push({ id: latestId, method, input }) === 1) setImmediate(postAll)
      return call.promise as Promise<T>
    },

    hear(replies: Reply[]) {
      unsettled.push(...replies)
      if (unsettled.length === replies.length) settleSome()
    },

    abandon(reason: Error) {
      ended ??= reason
      unposted = []
      // What it still answered holds.
      for (const reply of unsettled.splice(0)) settle(reply)
      for (const call of waiting.values()) call.reject(storeErrors.unavailable(reason))
      waiting.clear()
    },
  }
}
