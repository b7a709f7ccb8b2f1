import type { Seat } from "../../hub/reader.ts"
import type { Asker, Call } from "./calls.ts"
import { type Live, tailOf } from "./live.ts"
import type { Running, TrpcVisit } from "./visit.ts"

/** A subscription that runs: a seat in an audience, until the client stops it, the socket is gone or the topic over. */
export class Subscription<Event> implements Running, Seat<Event> {
  readonly dialect: Seat<Event>["dialect"]
  readonly #visit: TrpcVisit
  readonly #asker: Asker
  readonly #feed: Live<Event, unknown>["feed"]

  constructor(visit: TrpcVisit, { id, jsonrpc }: Call, live: Live<Event, unknown>) {
    this.#visit = visit
    this.#asker = { id, jsonrpc }
    this.#feed = live.feed
    this.dialect = live.dialectIn(visit.dialects)
  }

  get outbox() {
    return this.#visit.wire.outbox
  }

  get tail() {
    return tailOf(this.#asker)
  }

  start(): void {
    this.#visit.running.set(this.#asker.id, this)
    this.#respond("started")
    this.#feed.deliver(this)
  }

  stop(): void {
    this.#visit.running.delete(this.#asker.id)
    this.leave()
    this.#respond("stopped")
  }

  ended(): void {
    this.stop()
  }

  leave(): void {
    this.#feed.leave()
  }

  #respond(type: "started" | "stopped") {
    this.#visit.respond(this.#asker, { result: { type } })
  }
}
