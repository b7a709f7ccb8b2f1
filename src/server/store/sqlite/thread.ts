import { Worker } from "node:worker_threads"
import { refusals } from "../refusals.ts"
import { fromRefusal, type Input, type Method, type Output, type Reply } from "./wire.ts"

export type Thread<Hello = unknown> = {
  /** What the thread said when it was ready. */
  readonly hello: Hello
  call<M extends Method>(method: M, input: Input<M>): Promise<Output<M>>
  /** Resolves when the thread is no more, for whatever reason. */
  readonly ended: Promise<void>
  /** Lets the thread finish what it was asked; it takes no more. */
  stop(): Promise<void>
}

/** Rejects with the thread's own error when it cannot start. */
export async function startThread<Hello>(script: URL, path: string): Promise<Thread<Hello>> {
  const worker = new Worker(script, { workerData: { path } })
  const hello = await new Promise<Hello>((resolve, reject) => {
    worker.once("message", resolve)
    worker.once("error", reject)
    worker.once("exit", () => reject(new Error("the database thread ended while starting")))
  })
  const calls = createCalls()
  worker.on("message", calls.settle)
  worker.on("error", calls.abandon)
  const exited = new Promise<void>((resolve) => worker.once("exit", () => resolve()))
  void exited.then(() => calls.abandon(new Error("the database thread has ended")))

  return {
    hello,
    ended: exited,
    call: (method, input) => calls.make((id) => worker.postMessage({ id, method, input })),
    stop() {
      calls.refuseNew(new Error("the store is closed"))
      worker.postMessage("stop")
      return exited
    },
  }
}

/** Calls on their way, each waiting for its reply. */
function createCalls() {
  const waiting = new Map<number, PromiseWithResolvers<unknown>>()
  let latestId = 0
  let ended: Error | undefined

  function refuseNew(reason: Error) {
    ended ??= reason
  }

  return {
    refuseNew,

    make<T>(post: (id: number) => void): Promise<T> {
      if (ended) return Promise.reject(refusals.unavailable(ended))
      const call = Promise.withResolvers<unknown>()
      waiting.set(++latestId, call)
      post(latestId)
      return call.promise as Promise<T>
    },

    settle(replies: Reply[]) {
      for (const reply of replies) {
        const call = waiting.get(reply.id)
        waiting.delete(reply.id)
        if ("value" in reply) call?.resolve(reply.value)
        else call?.reject(fromRefusal(reply.refusal))
      }
    },

    abandon(reason: Error) {
      refuseNew(reason)
      for (const call of waiting.values()) call.reject(refusals.unavailable(reason))
      waiting.clear()
    },
  }
}
