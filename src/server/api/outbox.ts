/**
 * A connection as the hub writes to it, and how much of that it has not read: of a WebSocket or of an event stream. What
 * is written goes past `ws` and Node's HTTP straight to the socket under them, which is where they write too: neither
 * queues anything of its own, as long as nothing is compressed and the head of an answer is out, so the order holds.
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

/** Whose it is. */
interface Owner {
  readonly address: string
  /** False as soon as nothing more may be said. */
  readonly isOpen: boolean
  /** Ends it for reading too slowly. */
  cut(): void
  /** Ends it without a word, so that what it has not read is let go. */
  drop(): void
}

/** There is one for each connection: few fields, no closures (bench: idle). */
export class SocketOutbox implements Outbox, Holder {
  audiences = 0
  readonly #socket: Socket
  readonly #owner: Owner
  readonly #budget: MemoryBudget | null
  /** As long as something waits to be read: only then there is anything to measure. */
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

  /** What was written and is still here. */
  get unsentBytes(): number {
    return this.#socket.writableLength
  }

  /** One answer may be larger than the bound: whoever asked for it is given the time to read it. */
  keepsUp(): boolean {
    if (!this.#owner.isOpen) return false
    const unsent = this.unsentBytes
    if (unsent <= OUTBOX_BYTES_MAX) this.#backlog?.endPatience()
    if (unsent <= OUTBOX_BYTES_MAX + (this.#backlog?.allowance() ?? 0)) return true
    this.#owner.cut()
    return false
  }

  writeAnswer(bytes: Uint8Array) {
    this.#send(bytes, false)
    this.#backlog?.bePatientWith(bytes.length)
  }

  write(bytes: Uint8Array, isAlone: boolean) {
    const socket = this.#socket
    if (!isAlone && this.audiences > 1 && socket.writableCorked === 0) {
      socket.cork()
      process.nextTick(uncork, socket)
    }
    this.#send(bytes, true)
  }

  /** Makes room for others at its client's cost. */
  cut() {
    this.#owner.drop()
  }

  /** Resolves when everything that was written is on its way. */
  async taken(): Promise<void> {
    if (this.#backlog) await new Promise<void>((resolve) => this.onCaughtUp({}, resolve))
  }

  onCaughtUp(key: object, task: () => void) {
    this.#backlog?.tasks.set(key, task)
  }

  /** `isShared` says that others may be sent the very same bytes. */
  #send(bytes: Uint8Array, isShared: boolean) {
    const socket = this.#socket
    if (socket.write(bytes) || socket.writableLength === 0) return
    if (!this.#backlog) this.#fallBehind()
    this.#budget?.holdPiece(this, { bytes, isShared }, socket.writableLength)
  }

  /** Watched until it has caught up: the last it was told may have been too much, and nothing may follow to show it. */
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

/** What there is to know of a connection that has not read everything. */
class Backlog {
  /** What is done once it has, by key it is for. */
  readonly tasks = new Map<object, () => void>()
  #largest = 0
  /** Until when the largest answer may take to be read, by `performance.now()`. */
  #patientUntil = 0

  /** Gives the time to read an answer of so many bytes. */
  bePatientWith(bytes: number) {
    if (bytes <= this.#largest) return
    this.#largest = bytes
    this.#patientUntil = performance.now() + ANSWER_READ_MS_MAX
  }

  endPatience() {
    this.#largest = 0
  }

  /** Bytes that may wait beyond the bound. */
  allowance(): number {
    if (performance.now() > this.#patientUntil) this.endPatience()
    return this.#largest
  }
}

function uncork(socket: Socket) {
  socket.uncork()
}
