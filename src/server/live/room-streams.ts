import type { RoomEvent } from "../../shared/events.ts"
import { heapShare } from "../heap-share.ts"
import type { Hub } from "../hub/hub.ts"
import { RING_KEEP_MS, RINGS_BYTES_MAX, RINGS_HEAP_PARTS } from "../limits.ts"
import type { Metrics } from "../metrics.ts"
import type { Store } from "../store/store.ts"
import { type PublishOptions, RoomStream } from "./room-stream.ts"

type Parts = {
  store: Store
  hub: Hub<number, RoomEvent>
  metrics: Pick<Metrics, "gapFills">
  /** The room was deleted: nothing need be kept of it. */
  onEnd(roomId: number): void
  /** Subscribes to what other nodes publish to the room; what it returns unsubscribes. */
  onOpen(roomId: number): (() => void) | undefined
}

type Published = ConstructorParameters<typeof RoomStream>[0]["publish"]

/** The streams of rooms with subscribers, or with some a moment ago: the one way to publish to a room. */
export class RoomStreams {
  readonly #parts: Parts
  /** Those longest without a message first. */
  readonly #streams = new Map<number, RoomStream>()
  readonly #unsubscribes = new Map<number, () => void>()
  readonly #space = { bytes: 0 }
  readonly #spaceBytesMax = heapShare(RINGS_HEAP_PARTS, RINGS_BYTES_MAX)
  readonly #closing = setInterval(() => this.#closeIdle(), RING_KEEP_MS).unref()

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Whether or not there is such a room: the first read tells. */
  of(roomId: number): RoomStream {
    return this.#streams.get(roomId) ?? this.#open(roomId)
  }

  get(roomId: number): RoomStream | undefined {
    return this.#streams.get(roomId)
  }

  roomIds(): Iterable<number> {
    return this.#streams.keys()
  }

  /** Closes the stream of what turned out to be no room. */
  closeIfUnknown(roomId: number): void {
    if (this.#streams.get(roomId)?.seq === null) this.#close(roomId)
    this.#trimRings()
  }

  publish(roomId: number, event: RoomEvent, options?: PublishOptions): void {
    const stream = this.#streams.get(roomId)
    if (!stream) return
    if (event.type === "message") {
      this.#streams.delete(roomId)
      this.#streams.set(roomId, stream)
    }
    stream.accept(event, options)
    this.#trimRings()
  }

  /** The room was deleted: its subscribers get that as their last event. */
  end(roomId: number): void {
    const stream = this.#streams.get(roomId)
    if (stream) stream.accept({ type: "room_deleted", roomId })
    else this.#parts.onEnd(roomId)
  }

  close(): void {
    clearInterval(this.#closing)
    for (const unsubscribe of this.#unsubscribes.values()) unsubscribe()
    this.#unsubscribes.clear()
  }

  #open(roomId: number): RoomStream {
    const { store, hub, metrics, onEnd, onOpen } = this.#parts
    const publish: Published = (announced) => {
      // One that was closed while it still read is no longer the room's.
      if (this.#streams.get(roomId) !== stream) return
      const isEnd = announced.event.type === "room_deleted"
      if (isEnd) onEnd(roomId)
      hub.publish(roomId, announced)
      if (!isEnd) return
      this.#close(roomId)
      hub.end(roomId)
    }
    const stream = new RoomStream({ roomId, store, space: this.#space, metrics, publish })
    this.#streams.set(roomId, stream)
    const unsubscribe = onOpen(roomId)
    if (unsubscribe) this.#unsubscribes.set(roomId, unsubscribe)
    return stream
  }

  #close(roomId: number) {
    this.#streams.get(roomId)?.close()
    this.#streams.delete(roomId)
    this.#unsubscribes.get(roomId)?.()
    this.#unsubscribes.delete(roomId)
  }

  #closeIdle() {
    const now = performance.now()
    for (const [roomId, stream] of this.#streams)
      if (stream.isIdle(now) && !this.#parts.hub.hasSubscribers(roomId)) this.#close(roomId)
  }

  /** Keeps all rings together within their bound, the quietest rooms' cleared first. */
  #trimRings() {
    for (const stream of this.#streams.values()) {
      if (this.#space.bytes <= this.#spaceBytesMax) return
      stream.clearRing()
    }
  }
}
