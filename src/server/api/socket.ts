/** One WebSocket, whatever it speaks: when it was last alive, how much it has not read, how fast it talks. */
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

/** What the WebSocket protocol calls an end without a code, and one without a goodbye. */
const NO_CODE = 1005
const LOST = 1006
const NO_SUFFIX = Buffer.alloc(0)

/** `byClient`: the code is the client's own, and may be any. */
export type Ending = { code: number; byClient: boolean }

/** What `ws` keeps of a message until it is whole. */
type Received = {
  _bufferedBytes: number
  _buffers: Buffer[]
  _messageLength: number
  _fragments: Buffer[]
}

/** What a door makes of a socket. */
export interface Connection {
  readonly door: "raw" | "trpc"
  /** `url` is what was asked for. */
  open(url: URL): void
  /** Resolves when a text frame has been answered. */
  message(text: string): Promise<unknown> | undefined
  /** Resolves when everything published before has been delivered. */
  flushed(): Promise<unknown>
  /** The socket has closed, or as good as. May come twice. */
  closed(): void
}

export class Socket extends WebSocket implements Lease, Peer {
  declare protected readonly _socket: TcpSocket
  declare protected readonly _receiver: Received | undefined
  /** Where it comes from. */
  address = ""
  /** Of the request it began with. */
  id = ""
  connection: Connection | null = null
  /** From its welcome on: the library hands over the connection only after it has made this. */
  declare outbox: SocketOutbox
  /** What it is told, in its own language, before the server goes away. */
  farewell: string | null = null
  rate: Rate<Socket> | null = null
  declare frames: FrameQueue
  /** Where it is kept as long as it is open. */
  slot: Set<Socket> | null = null
  #seenAt = performance.now()
  #isFlooding = false
  /** The client has said goodbye: `ws` answers by itself, with the client's own code. */
  declare protected readonly _closeFrameReceived: boolean
  #ending: Ending | null = null
  #unanswered = 0
  #whenAnswered: PromiseWithResolvers<void> | null = null
  #isAsking = false
  #inLine: (() => void)[] | null = null
  #isLineLong = false
  #stops = 0

  /** Of a message that is not whole yet. */
  get received(): Received | undefined {
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

  /** A socket is answered one thing at a time, and what it does not read is counted where it is written. */
  hold() {}

  seenAt(): number {
    return this.#seenAt
  }

  keepsUp(): boolean {
    return this.outbox.keepsUp()
  }

  /** To this socket only. */
  sendText(text: string) {
    if (this.keepsUp()) this.outbox.writeAnswer(textFrames([Buffer.from(text)], NO_SUFFIX))
  }

  /** Begins to write. `budget` counts what it leaves unread; without one nothing is counted. */
  open(budget: MemoryBudget | null) {
    this.outbox = new SocketOutbox(this._socket, this, budget)
  }

  showLife() {
    this.#seenAt = performance.now()
  }

  /** Takes in a frame, unless it is one too many, no text, or from a client that does not read. */
  receive(text: string, isBinary: boolean) {
    this.showLife()
    if (!this.admits(1)) return
    this.frames.take(this, text.length, () => this.#process(text, isBinary))
  }

  #process(text: string, isBinary: boolean) {
    if (!(this.connection && this.#isProcessed())) return
    if (isBinary) return this.close(closeCodes.notText, "text frames only")
    const answered = this.connection.message(text)
    if (answered) this.frames.holdUntil(answered, this, text.length)
  }

  /** What a client sent before it went is processed, though it is read after; what it sends after we closed is not. */
  #isProcessed(): boolean {
    return this.isOpen ? this.keepsUp() : this.#ending === null
  }

  override close(code?: number, reason?: string) {
    this.#ending ??= { code: code ?? NO_CODE, byClient: this._closeFrameReceived }
    super.close(code, reason)
  }

  override terminate() {
    this.#ending ??= { code: LOST, byClient: false }
    super.terminate()
  }

  /** How it ended, of a socket that `ws` says is gone with this code. */
  endedAs(code: number): Ending {
    return this.#ending ?? { code, byClient: code !== LOST }
  }

  /** False for too many frames or calls: then nothing more is processed, and it is closed. */
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
    await this.connection?.flushed()
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

  /** Answers one question after the other, each once the client has taken the answer before. */
  async inTurn(answer: () => Promise<void>): Promise<void> {
    if (this.#isAsking) await this.#standInLine()
    this.#isAsking = true
    try {
      await answer()
    } finally {
      void this.#goOn()
    }
  }

  async #goOn() {
    await this.outbox.taken()
    const next = this.#inLine?.shift()
    if (next) next()
    else this.#isAsking = false
    if (!this.#isLineLong || (this.#inLine?.length ?? 0) > QUESTIONS_WAITING_FEW) return
    this.#isLineLong = false
    this.readOn()
  }

  #standInLine() {
    return new Promise<void>((resolve) => {
      this.#inLine ??= []
      this.#inLine.push(resolve)
      // What is not read yet waits at its client.
      if (this.#isLineLong || this.#inLine.length <= QUESTIONS_WAITING_MAX) return
      this.#isLineLong = true
      this.stopReading()
    })
  }

  /** Reads nothing more, until it was told as often to read on. */
  stopReading() {
    this.#stops++
    this.pause()
  }

  readOn() {
    this.#stops--
    if (this.#stops === 0) this.resume()
  }

  drop() {
    this.#ending ??= { code: closeCodes.tooSlow, byClient: false }
    super.terminate()
    this.connection?.closed()
  }

  cut() {
    this.close(closeCodes.tooSlow, "reading too slowly")
    this.connection?.closed()
  }
}
