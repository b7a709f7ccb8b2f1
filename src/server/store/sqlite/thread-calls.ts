import { storeErrors } from "../errors.ts"
import { deserializeError, type Method, type Reply, type Request } from "./thread-messages.ts"

/** So many calls settle in one turn of the event loop: a big commit is not to hold it up (bench: durable). */
const SETTLED_A_TURN_MAX = 100

export class ThreadCalls {
  readonly #post: (requests: Request[]) => void
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>()
  readonly #unsettled: Reply[] = []
  #unposted: Request[] = []
  #latestId = 0
  #ended: Error | undefined

  constructor(post: (requests: Request[]) => void) {
    this.#post = post
  }

  send<T>(method: Method, input: unknown): Promise<T> {
    if (this.#ended) return Promise.reject(storeErrors.unavailable(this.#ended))
    const call = Promise.withResolvers<unknown>()
    const id = ++this.#latestId
    this.#waiting.set(id, call)
    // The calls of one turn of the event loop are posted together (bench: rooms).
    if (this.#unposted.push({ id, method, input }) === 1) setImmediate(() => this.#postAll())
    return call.promise as Promise<T>
  }

  receive(replies: Reply[]): void {
    this.#unsettled.push(...replies)
    if (this.#unsettled.length === replies.length) this.#settleSome()
  }

  /** Accepts no more; what it has accepted is posted now. */
  finish(reason: Error): void {
    this.#ended ??= reason
    this.#postAll()
  }

  /** The thread has ended; the replies that it still sent count. */
  failAll(reason: Error): void {
    this.#ended ??= reason
    this.#unposted = []
    for (const reply of this.#unsettled.splice(0)) this.#settle(reply)
    for (const call of this.#waiting.values()) call.reject(storeErrors.unavailable(reason))
    this.#waiting.clear()
  }

  #postAll() {
    if (this.#unposted.length === 0) return
    this.#post(this.#unposted)
    this.#unposted = []
  }

  #settleSome() {
    for (const reply of this.#unsettled.splice(0, SETTLED_A_TURN_MAX)) this.#settle(reply)
    if (this.#unsettled.length > 0) setImmediate(() => this.#settleSome())
  }

  #settle(reply: Reply) {
    const call = this.#waiting.get(reply.id)
    this.#waiting.delete(reply.id)
    if ("value" in reply) call?.resolve(reply.value)
    else call?.reject(deserializeError(reply.error))
  }
}
