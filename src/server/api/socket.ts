import type { Socket as TcpSocket } from "node:net"
import { WebSocket } from "ws"
import type { MemoryBudget } from "../admission/memory-budget.ts"
import type { Peer } from "../admission/peer.ts"
import type { Rate } from "../admission/rate.ts"
import { QUESTIONS_WAITING_FEW, QUESTIONS_WAITING_MAX } from "../limits.ts"
import type { Lease } from "../live/presence.ts"
import { closeCodes } from "./close-codes.ts"
import type { FrameQueue } from "./frame-queue.ts"
import { SocketOutbox } from "./outbox.ts"
import { textFrames } from "./web-socket-frames.ts"

/** RFC 6455, 7.4.1. */
const NO_CODE = 1005
const ABNORMAL = 1006
const NO_SUFFIX = Buffer.alloc(0)

/** `byClient`: the code is the client's own, and may be any. */
export type Ending = { code: number; byClient: boolean }

type Incomplete = {
  _bufferedBytes: number
  _buffers: Buffer[]
  _messageLength: number
  _fragments: Buffer[]
}

export interface Connection {
  readonly door: "raw" | "trpc"
  open(url: URL): void
  message(text: string): Promise<unknown> | undefined
  flushed(): Promise<unknown>
  /** May come twice. */
  closed(): void
}

export class Socket extends WebSocket implements Lease, Peer {
  declare protected readonly _socket: TcpSocket
  declare protected readonly _receiver: Incomplete | undefined
  address = ""
  id = ""
  connection: Connection | null = null
  /** From `open` on: `ws` hands over the connection only after it has constructed this. */
  declare outbox: SocketOutbox
  restartNotice: string | null = null
  rate: Rate<Socket> | null = null
  declare frames: FrameQueue
  /** Of the ping wheel. */
  slot: Set<Socket> | null = null
  #seenAt = performance.now()
  #isFlooding = false
  /** `ws` answers a close frame by itself, with the client's own code. */
  declare protected readonly _closeFrameReceived: boolean
  #ending: Ending | null = null
  #unanswered = 0
  #whenAnswered: PromiseWithResolvers<void> | null = null
  #isAnsweringQuery = false
  #queries: (() => void)[] | null = null
  #areQueriesMany = false
  #pauses = 0

  get incomplete(): Incomplete | undefined {
    return this._receiver
  }

  get connectionKey() {
    return this
  }

  get door() {
    return this.connection?.door ?? null
  }

  get isOpen(): boolean {
    return this.readyState === WebSocket.OPEN
  }

  get isGone(): boolean {
    return !this.isOpen
  }

  /** Its outbox counts what it does not read. */
  hold() {}

  seenAt(): number {
    return this.#seenAt
  }

  keepsUp(): boolean {
    return this.outbox.keepsUp()
  }

  sendText(text: string) {
    if (this.keepsUp()) this.outbox.writeAnswer(textFrames([Buffer.from(text)], NO_SUFFIX))
  }

  open(budget: MemoryBudget | null) {
    this.outbox = new SocketOutbox(this._socket, this, budget)
  }

  markSeen() {
    this.#seenAt = performance.now()
  }

  receive(text: string, isBinary: boolean) {
    this.markSeen()
    if (!this.admits(1)) return
    this.frames.schedule(this, text.length, () => this.#process(text, isBinary))
  }

  #process(text: string, isBinary: boolean) {
    if (!(this.connection && this.#isAccepted())) return
    if (isBinary) return this.close(closeCodes.notText, "text frames only")
    const answered = this.connection.message(text)
    if (answered) this.frames.holdUntil(answered, this, text.length)
  }

  /** What a client sent before it closed is processed, though it is read after; what it sends after we closed is not. */
  #isAccepted(): boolean {
    return this.isOpen ? this.keepsUp() : this.#ending === null
  }

  override close(code?: number, reason?: string) {
    this.#ending ??= { code: code ?? NO_CODE, byClient: this._closeFrameReceived }
    super.close(code, reason)
  }

  override terminate() {
    this.#ending ??= { code: ABNORMAL, byClient: false }
    super.terminate()
  }

  /** `code` is what `ws` emits with its close event. */
  endedAs(code: number): Ending {
    return this.#ending ?? { code, byClient: code !== ABNORMAL }
  }

  /** Takes from the rate. False for too many frames or calls: then nothing more is processed, and it is closed. */
  admits(count: number): boolean {
    if (this.#isFlooding) return false
    if (!this.rate || this.rate.take(this, count) === 0) return true
    void this.closeFlooding()
    return false
  }

  async closeFlooding(): Promise<void> {
    if (this.#isFlooding) return
    this.#isFlooding = true
    await this.answered()
    this.close(closeCodes.flooding, "slow down")
  }

  async answered(): Promise<void> {
    if (this.#unanswered > 0) {
      this.#whenAnswered ??= Promise.withResolvers()
      await this.#whenAnswered.promise
    }
    await this.connection?.flushed()
  }

  /** Counts what was accepted as unanswered until `work` settles. */
  async countUnanswered(work: Promise<void>): Promise<void> {
    this.#unanswered++
    await work
    this.#unanswered--
    if (this.#unanswered > 0) return
    this.#whenAnswered?.resolve()
    this.#whenAnswered = null
  }

  /** Answers one query after the other, each once the client has taken the answer before. */
  async answerQuery(answer: () => Promise<void>): Promise<void> {
    if (this.#isAnsweringQuery) await this.#waitForTurn()
    this.#isAnsweringQuery = true
    try {
      await answer()
    } finally {
      void this.#answerNextQuery()
    }
  }

  #waitForTurn() {
    return new Promise<void>((resolve) => {
      this.#queries ??= []
      this.#queries.push(resolve)
      // What is not read yet waits at its client.
      if (this.#areQueriesMany || this.#queries.length <= QUESTIONS_WAITING_MAX) return
      this.#areQueriesMany = true
      this.pauseReading()
    })
  }

  async #answerNextQuery() {
    await this.outbox.drained()
    const next = this.#queries?.shift()
    if (next) next()
    else this.#isAnsweringQuery = false
    if (!this.#areQueriesMany || (this.#queries?.length ?? 0) > QUESTIONS_WAITING_FEW) return
    this.#areQueriesMany = false
    this.resumeReading()
  }

  /** Until `resumeReading` was called as often. */
  pauseReading() {
    this.#pauses++
    this.pause()
  }

  resumeReading() {
    this.#pauses--
    if (this.#pauses === 0) this.resume()
  }

  /** Without a close frame, so that what it has not read is released. */
  cut() {
    this.#ending ??= { code: closeCodes.tooSlow, byClient: false }
    super.terminate()
    this.connection?.closed()
  }

  closeSlow() {
    this.close(closeCodes.tooSlow, "reading too slowly")
    this.connection?.closed()
  }
}
