/** One WebSocket, whatever it speaks: when it was last alive, how much it has not read, how fast it talks. */
import { WebSocket } from "ws"
import { QUERIES_AT_ONCE_MAX } from "../../shared/limits.ts"
import type { Peer } from "../admission/peer.ts"
import type { Rate } from "../admission/rate.ts"
import type { Connection } from "../chat/presence.ts"
import { closeCodes } from "./close-codes.ts"
import { SocketOutbox } from "./outbox.ts"

/** What the WebSocket protocol calls an end without a code, and one without a goodbye. */
const NO_CODE = 1005
const LOST = 1006

/** What a door makes of a socket. */
export interface Visit {
  /** Which door it came through. */
  readonly door: "raw" | "trpc"
  /** The socket says something: text, and not too much of it. */
  hear(text: string): void
  /** Resolves when everybody has been told what was announced before. */
  told(): Promise<unknown>
  /** The socket is gone, or as good as gone: there is nobody left to tell. May come twice. */
  gone(): void
}

export class SocketWire extends SocketOutbox implements Connection, Peer {
  /** Where it comes from. */
  address = ""
  /** Of the request it began with. */
  id = ""
  visit: Visit | null = null
  /** What it is told, in its own language, before the server goes away. */
  farewell: string | null = null
  rate: Rate<SocketWire> | null = null
  /** Where it is kept as long as it is open. */
  slot: Set<SocketWire> | null = null
  #seenAt = performance.now()
  #isFlooding = false
  /** With which code we closed it, or said goodbye to who left; null as long as it lives, or where it was lost. */
  closedAs: number | null = null
  #unanswered = 0
  #whenAnswered: PromiseWithResolvers<void> | null = null
  #asking = 0
  #inLine: (() => void)[] | null = null

  get connection() {
    return this
  }

  get isGone(): boolean {
    return this.readyState !== WebSocket.OPEN
  }

  /** Sockets are answered one at a time, and what they do not read is counted as it is written. */
  hold() {}

  seenAt(): number {
    return this.#seenAt
  }

  showLife() {
    this.#seenAt = performance.now()
  }

  /** Takes in a frame, unless it is one too many, no text, or from somebody who does not read. */
  receive(text: string, isBinary: boolean) {
    this.showLife()
    if (!(this.visit && this.admits(1) && this.#isHeard())) return
    if (isBinary) this.close(closeCodes.notText, "text frames only")
    else this.visit.hear(text)
  }

  /** What somebody said before they went is heard, though it is read after; what they say after we closed is not. */
  #isHeard(): boolean {
    return this.readyState === WebSocket.OPEN ? this.keepsUp() : this.closedAs === null
  }

  override close(code?: number, reason?: string) {
    this.closedAs ??= code ?? NO_CODE
    super.close(code, reason)
  }

  override terminate() {
    this.closedAs ??= LOST
    super.terminate()
  }

  /** False for too many frames or calls: then it hears nothing more, and is closed. */
  admits(count: number): boolean {
    if (this.#isFlooding) return false
    if (!this.rate || this.rate.take(this, count) === 0) return true
    void this.closeFlooding()
    return false
  }

  /** What was accepted before is answered first. */
  async closeFlooding(): Promise<void> {
    if (this.#isFlooding) return
    this.#isFlooding = true
    await this.answered()
    this.close(closeCodes.flooding, "slow down")
  }

  /** Resolves when everything that was accepted has been answered. */
  async answered(): Promise<void> {
    if (this.#unanswered > 0) {
      this.#whenAnswered ??= Promise.withResolvers()
      await this.#whenAnswered.promise
    }
    await this.visit?.told()
  }

  /** Keeps count of what was accepted and is not yet answered. */
  async answering(work: Promise<void>): Promise<void> {
    this.#unanswered++
    await work
    this.#unanswered--
    if (this.#unanswered > 0) return
    this.#whenAnswered?.resolve()
    this.#whenAnswered = null
  }

  async inTurn<Answer>(answer: () => Promise<Answer>): Promise<Answer> {
    if (this.#asking < QUERIES_AT_ONCE_MAX) this.#asking++
    else await this.#standInLine()
    try {
      return await answer()
    } finally {
      const next = this.#inLine?.shift()
      if (next) next()
      else this.#asking--
    }
  }

  #standInLine() {
    return new Promise<void>((resolve) => {
      this.#inLine ??= []
      this.#inLine.push(resolve)
    })
  }

  protected cut() {
    this.close(closeCodes.tooSlow, "reading too slowly")
    this.visit?.gone()
  }
}
