import type { ServerResponse } from "node:http"
import { ChatError } from "../../shared/errors.ts"
import type { Holder } from "../admission/held-bytes.ts"
import { type MemoryBudget, overloaded } from "../admission/memory-budget.ts"
import type { Peer } from "../admission/peer.ts"
import { ANSWER_BYTES_MAX } from "../limits.ts"

/** The client of one HTTP request. What it holds is released when the response closes. */
export class HttpPeer implements Peer, Holder {
  readonly address: string
  readonly connectionKey: object
  readonly #budget: MemoryBudget
  readonly #response: ServerResponse
  #bytes = 0
  #isFull = false

  constructor(budget: MemoryBudget, response: ServerResponse, address: string) {
    this.#budget = budget
    this.#response = response
    this.address = address
    this.connectionKey = response.req.socket
    response.once("close", () => budget.release(this))
  }

  get isGone(): boolean {
    return this.#response.destroyed
  }

  hold(bytes: number): void {
    if (this.isGone) throw overloaded()
    this.#isFull ||= this.#bytes + bytes > ANSWER_BYTES_MAX
    if (this.#isFull)
      throw new ChatError("ANSWER_TOO_LARGE", "the answer would be too large, ask for less at once")
    if (bytes === 0) return
    this.#bytes += bytes
    this.#budget.hold(this, bytes)
  }

  cut(): void {
    this.#response.req.socket.destroy()
  }

  /** It is alive as long as its answer. */
  seenAt(): number {
    return Number.POSITIVE_INFINITY
  }
}
