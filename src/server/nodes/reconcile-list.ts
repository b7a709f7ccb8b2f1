/**
 * The list of rooms and their activity as this node's subscribers have them. What other nodes publish is passed on;
 * whenever some of it may have been lost, all of it is read, and what is new is published.
 */
import type { ActivityEvent, RoomsEvent } from "../../shared/events.ts"
import { ROOMS_LISTED_MAX } from "../../shared/limits.ts"
import { Announcement } from "../hub/announcement.ts"
import type { Hub } from "../hub/hub.ts"
import { ACTIVITY_ROOMS_MAX, LIST_CHECK_ALONE_MS } from "../limits.ts"
import type { Topic } from "../live/topics.ts"
import type { Store } from "../store/store.ts"
import type { Bus } from "./bus.ts"

type Parts = {
  bus: Pick<Bus, "isUp">
  store: Pick<Store, "rooms" | "activity">
  roomListHub: Hub<Topic, RoomsEvent>
  activityHub: Hub<Topic, ActivityEvent>
}

export class ListReconciler {
  readonly #parts: Parts
  /** Rooms that were published to subscribers, or that they have read. */
  readonly #known = new Set<number>()
  #firstRead: Promise<void> | null = null
  #lastCheck: Promise<void> = Promise.resolve()
  readonly #checking = setInterval(() => this.#checkAlone(), LIST_CHECK_ALONE_MS).unref()

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Resolves when it is known which rooms there are; rejects as the store does, and is tried again when asked again. */
  ready(): Promise<void> {
    this.#firstRead ??= this.#readAll().catch((error) => {
      this.#firstRead = null
      throw error
    })
    return this.#firstRead
  }

  record(event: RoomsEvent): void {
    if (event.type === "room_created") this.#known.add(event.room.id)
    else this.#known.delete(event.roomId)
  }

  /** Published by another node. */
  accept(event: RoomsEvent): void {
    this.record(event)
    this.#parts.roomListHub.publish("public", new Announcement(event, 0))
  }

  /** One after the other: what may have been lost while one runs is found by the next. */
  check(): void {
    this.#lastCheck = this.#lastCheck
      .then(() => (this.#firstRead ? this.#firstRead.then(() => this.#compare()) : this.ready()))
      .then(() => this.#publishActivity())
      .catch(() => undefined)
  }

  close(): void {
    clearInterval(this.#checking)
  }

  #checkAlone() {
    const { bus, roomListHub, activityHub } = this.#parts
    const isWanted = roomListHub.hasSubscribers("public") || activityHub.hasSubscribers("public")
    if (isWanted && !bus.isUp()) this.check()
  }

  async #readAll() {
    for await (const { id } of this.#everyRoom()) this.#known.add(id)
  }

  async #compare() {
    const missing = new Set(this.#known)
    for await (const room of this.#everyRoom()) {
      missing.delete(room.id)
      if (!this.#known.has(room.id)) this.accept({ type: "room_created", room })
    }
    for (const roomId of missing)
      if (this.#known.has(roomId)) this.accept({ type: "room_deleted", roomId })
  }

  async *#everyRoom() {
    for (let after = 0; ; ) {
      const page = await this.#parts.store.rooms({ after, limit: ROOMS_LISTED_MAX })
      yield* page
      if (page.length < ROOMS_LISTED_MAX) return
      after = page.at(-1)?.id ?? 0
    }
  }

  /** A subscriber that knows more ignores it: a room's seq only grows. */
  async #publishActivity() {
    const { store, activityHub } = this.#parts
    for (let after = 0; activityHub.hasSubscribers("public"); ) {
      const rooms = await store.activity({ after, limit: ACTIVITY_ROOMS_MAX })
      if (rooms.length > 0)
        activityHub.publish("public", new Announcement({ type: "activity", rooms }, 0))
      if (rooms.length < ACTIVITY_ROOMS_MAX) return
      after = rooms.at(-1)?.roomId ?? 0
    }
  }
}
