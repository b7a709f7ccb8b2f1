/**
 * A WebSocket as the hub writes to it, and how much of that it has not read. Prepared frames go past `ws`'s own sender
 * straight to the socket under it, which is where `ws` writes too: it queues nothing of its own as long as it does not
 * compress, so the order holds.
 */
import type { Socket } from "node:net"
import { WebSocket } from "ws"
import {
  ANSWER_READ_MS_MAX,
  OUTBOX_BYTES_MAX,
  OUTBOX_FLEETING_BYTES_MAX,
  OUTBOX_WATCH_MS,
} from "../../shared/limits.ts"
import { framed } from "../hub/frame.ts"
import type { Outbox } from "../hub/outbox.ts"

const NO_TAIL = Buffer.alloc(0)

export abstract class SocketOutbox extends WebSocket implements Outbox {
  seats = 0
  declare protected readonly _socket: Socket
  /** Something waits to be read: only then there is anything to measure. */
  #isBehind = false
  #largest = 0
  /** Until when the largest answer may take to be read, by `performance.now()`. */
  #patientUntil = 0
  #owed: Map<object, () => void> | null = null

  get isQuick(): boolean {
    if (this.readyState !== WebSocket.OPEN) return false
    return !this.#isBehind || this._socket.writableLength <= OUTBOX_FLEETING_BYTES_MAX
  }

  /** What was written and is still here. */
  get unsentBytes(): number {
    return this._socket?.writableLength ?? 0
  }

  /** One answer may be larger than the bound: whoever asked for it is given the time to read it. */
  keepsUp(): boolean {
    if (this.readyState !== WebSocket.OPEN) return false
    const unsent = this._socket.writableLength
    if (unsent <= OUTBOX_BYTES_MAX || performance.now() > this.#patientUntil) this.#largest = 0
    if (unsent <= OUTBOX_BYTES_MAX + this.#largest) return true
    this.cut()
    return false
  }

  /** Ends it for reading too slowly. */
  protected abstract cut(): void

  /** Says something to this socket only. */
  say(text: string) {
    if (this.keepsUp()) this.answer(framed([Buffer.from(text)], NO_TAIL))
  }

  answer(frames: Uint8Array) {
    if (frames.length > this.#largest) {
      this.#largest = frames.length
      this.#patientUntil = performance.now() + ANSWER_READ_MS_MAX
    }
    this.write(frames, true)
  }

  write(frames: Uint8Array, isAlone: boolean) {
    const socket = this._socket
    if (!isAlone && this.seats > 1 && socket.writableCorked === 0) {
      socket.cork()
      process.nextTick(uncork, socket)
    }
    if (!(socket.write(frames) || this.#isBehind)) this.#fallBehind()
  }

  owe(whom: object, settle: () => void) {
    this.#owed ??= new Map()
    this.#owed.set(whom, settle)
  }

  /** Watched until it has caught up: the last it was told may have been too much, and nothing may follow to show it. */
  #fallBehind() {
    this.#isBehind = true
    const watching = setInterval(() => this.keepsUp() || clearInterval(watching), OUTBOX_WATCH_MS)
    watching.unref()
    this._socket.once("drain", () => {
      clearInterval(watching)
      this.#isBehind = false
      if (this.readyState !== WebSocket.OPEN) return
      const owed = this.#owed ?? new Map<object, () => void>()
      this.#owed = null
      for (const settle of owed.values()) settle()
    })
  }
}

function uncork(socket: Socket) {
  socket.uncork()
}
