/**
 * Reads a room's log for all that need it: one read at a time. Every address waits for its own turn, however much another
 * has asked before, and the first whose turn it is reads for all.
 */
import { REPLAY_EVENTS_MAX } from "../../shared/limits.ts"
import type { Replay, Store } from "../store/store.ts"

/** Null when another read did, and that may have been enough. */
type Read = Replay | null
/** Lets a read wait for the turn of an address. */
export type ReadTurn = { address: string; inTurn(read: () => Promise<Read>): Promise<Read> }

type Parts = {
  roomId: number
  store: Pick<Store, "replay">
  onReplay(replay: Replay, after: number): void
}

export class LogReader {
  readonly #parts: Parts
  #reading: Promise<Replay> | null = null
  readonly #turns = new Map<string, Promise<Read>>()
  #next: PromiseWithResolvers<Replay> | null = null

  constructor(parts: Parts) {
    this.#parts = parts
  }

  get isIdle(): boolean {
    return !this.#reading && this.#turns.size === 0
  }

  /** The log after a seq; without a turn nothing is waited for. Rejects as the store and the turn do. */
  async read(after: number, turn?: ReadTurn): Promise<Read> {
    if (this.#reading) return this.#reading.then(() => null)
    if (!turn) return this.#readNow(after)
    this.#next ??= Promise.withResolvers()
    const { promise: next } = this.#next
    let isReader = false
    const wait = () =>
      turn.inTurn(async () => {
        isReader = this.#next?.promise === next
        return isReader ? this.#readNow(after) : null
      })
    const read = this.#turns.get(turn.address) ?? this.#waitInTurn(turn.address, wait)
    await Promise.race([read, next])
    return isReader ? read : null
  }

  #waitInTurn(address: string, wait: () => Promise<Read>): Promise<Read> {
    const read = wait().finally(() => this.#turns.delete(address))
    this.#turns.set(address, read)
    return read
  }

  async #readNow(after: number): Promise<Replay> {
    const { store, roomId, onReplay } = this.#parts
    this.#reading = store.replay({ roomId, after, limit: REPLAY_EVENTS_MAX })
    this.#next?.resolve(this.#reading)
    this.#next = null
    try {
      const replay = await this.#reading
      onReplay(replay, after)
      return replay
    } finally {
      this.#reading = null
    }
  }
}
