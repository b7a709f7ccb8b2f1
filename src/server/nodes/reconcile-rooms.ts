/**
 * Compares every room's stream with how far its log reaches, from time to time: what the bus lost is published all the
 * same, and a deleted room ends. Where the bus is away, this alone brings messages from the other nodes.
 */
import { HEAD_CHECK_ALONE_MS, HEAD_CHECK_MS, HEADS_AT_ONCE_MAX } from "../limits.ts"
import type { RoomStreams } from "../live/room-streams.ts"
import type { Metrics } from "../metrics.ts"
import type { Store } from "../store/store.ts"
import type { Bus } from "./bus.ts"

type Parts = {
  store: Pick<Store, "heads">
  roomStreams: RoomStreams
  bus: Pick<Bus, "isUp">
  metrics: Metrics
}

export class RoomReconciler {
  readonly #parts: Parts
  readonly #due = new Set<number>()
  #isChecking = false
  #soon: NodeJS.Immediate | undefined
  #next: NodeJS.Timeout

  constructor(parts: Parts) {
    this.#parts = parts
    this.#next = this.#planNext()
  }

  /** Together with whatever else is due in this turn. */
  check(roomId: number): void {
    this.#due.add(roomId)
    this.#soon ??= setImmediate(() => this.#checkDue())
  }

  close(): void {
    clearTimeout(this.#next)
    clearImmediate(this.#soon)
    this.#due.clear()
  }

  #planNext() {
    const wait = this.#parts.bus.isUp() ? HEAD_CHECK_MS : HEAD_CHECK_ALONE_MS
    return setTimeout(() => this.#checkAll(), wait).unref()
  }

  #checkAll() {
    this.#next = this.#planNext()
    for (const roomId of this.#parts.roomStreams.roomIds()) this.#due.add(roomId)
    void this.#checkDue()
  }

  async #checkDue() {
    this.#soon = undefined
    if (this.#isChecking) return
    this.#isChecking = true
    while (this.#due.size > 0) {
      const roomIds = [...this.#due.values().take(HEADS_AT_ONCE_MAX)]
      for (const roomId of roomIds) this.#due.delete(roomId)
      await this.#compare(roomIds).catch(() => this.#due.clear())
    }
    this.#isChecking = false
  }

  async #compare(roomIds: number[]) {
    const { store, roomStreams, metrics } = this.#parts
    metrics.headChecks += roomIds.length
    const known = new Set(roomIds.filter((roomId) => roomStreams.get(roomId)?.seq != null))
    const heads = new Map(
      (await store.heads(roomIds)).map(({ roomId, seq }) => [roomId, seq] as const),
    )
    for (const roomId of roomIds) {
      const seq = heads.get(roomId)
      if (seq !== undefined) roomStreams.get(roomId)?.catchUpTo(seq)
      // One that was not known to exist may have been made since.
      else if (known.has(roomId)) roomStreams.end(roomId)
    }
  }
}
