/**
 * Writes past `ws` and Node's HTTP to the TCP socket. Neither queues anything itself, as long as nothing is compressed
 * and the head of an answer is sent, so the order holds.
 */
import type { Socket } from "node:net"
import type { Holder } from "../admission/held-bytes.ts"
import type { MemoryBudget } from "../admission/memory-budget.ts"
import type { Outbox } from "../hub/outbox.ts"
import {
  ANSWER_BYTES_MAX,
  ANSWER_READ_MS_MAX,
  OUTBOX_BYTES_MAX,
  OUTBOX_FLEETING_BYTES_MAX,
  OUTBOX_WATCH_MS,
} from "../limits.ts"

interface Owner {
  readonly address: string
  readonly isOpen: boolean
  closeSlow(): void
  /** Ends it at once, so that what it has not read is released. */
  cut(): void
}

/** One for each connection: few fields, no closures (bench: idle). */
export class SocketOutbox implements Outbox, Holder {
  audiences = 0
  readonly #socket: Socket
  readonly #owner: Owner
  readonly #budget: MemoryBudget | null
  /** Null while nothing waits to be read. */
  #backlog: Backlog | null = null

  constructor(socket: Socket, owner: Owner, budget: MemoryBudget | null) {
    this.#socket = socket
    this.#owner = owner
    this.#budget = budget
  }

  get isQuick(): boolean {
    if (!this.#owner.isOpen) return false
    return this.#backlog === null || this.#socket.writableLength <= OUTBOX_FLEETING_BYTES_MAX
  }

  get address(): string {
    return this.#owner.address
  }

  /** False for more than one client may leave unread, or all of them. */
  hasRoomFor(bytes: number): boolean {
    return this.unsentBytes + bytes <= ANSWER_BYTES_MAX && !this.#budget?.isFull()
  }

  get unsentBytes(): number {
    return this.#socket.writableLength
  }

  /** One answer may be larger than the bound: its client is given the time to read it. */
  keepsUp(): boolean {
    if (!this.#owner.isOpen) return false
    const unsent = this.unsentBytes
    if (unsent <= OUTBOX_BYTES_MAX) this.#backlog?.endAllowance()
    if (unsent <= OUTBOX_BYTES_MAX + (this.#backlog?.allowance() ?? 0)) return true
    this.#owner.closeSlow()
    return false
  }

  writeAnswer(bytes: Uint8Array) {
    this.#send(bytes, false)
    this.#backlog?.allow(bytes.length)
  }

  write(bytes: Uint8Array, isAlone: boolean) {
    const socket = this.#socket
    if (!isAlone && this.audiences > 1 && socket.writableCorked === 0) {
      socket.cork()
      process.nextTick(uncork, socket)
    }
    this.#send(bytes, true)
  }

  cut() {
    this.#owner.cut()
  }

  /** Resolves when everything that was written has been taken by the network. */
  async drained(): Promise<void> {
    if (this.#backlog) await new Promise<void>((resolve) => this.onCaughtUp({}, resolve))
  }

  onCaughtUp(key: object, task: () => void) {
    this.#backlog?.tasks.set(key, task)
  }

  /** `isShared`: other connections may be sent the very same bytes. */
  #send(bytes: Uint8Array, isShared: boolean) {
    const socket = this.#socket
    if (socket.write(bytes) || socket.writableLength === 0) return
    if (!this.#backlog) this.#fallBehind()
    this.#budget?.holdPiece(this, { bytes, isShared }, socket.writableLength)
  }

  /** Watched until it has caught up: the last write may have been too much, and no other may follow to show it. */
  #fallBehind() {
    const backlog = new Backlog()
    this.#backlog = backlog
    const watching = setInterval(() => this.keepsUp() || clearInterval(watching), OUTBOX_WATCH_MS)
    watching.unref()
    const release = () => this.#budget?.release(this)
    this.#socket.once("close", release)
    this.#socket.once("drain", () => {
      clearInterval(watching)
      this.#socket.off("close", release)
      release()
      this.#backlog = null
      if (this.#owner.isOpen) for (const task of backlog.tasks.values()) task()
    })
  }
}

class Backlog {
  readonly tasks = new Map<object, () => void>()
  #largest = 0
  /** By `performance.now()`. */
  #allowedUntil = 0

  allow(bytes: number) {
    if (bytes <= this.#largest) return
    this.#largest = bytes
    this.#allowedUntil = performance.now() + ANSWER_READ_MS_MAX
  }

  endAllowance() {
    this.#largest = 0
  }

  allowance(): number {
    if (performance.now() > this.#allowedUntil) this.endAllowance()
    return this.#largest
  }
}

function uncork(socket: Socket) {
  socket.uncork()
}
