import type { Endpoint } from "../../hub/subscriber.ts"
import type { Call, CallHeader } from "./call.ts"
import type { SubscriptionHandle, TrpcClient } from "./client.ts"
import { type SubscriptionFeed, suffixOf } from "./feed.ts"

export class Subscription<Event> implements SubscriptionHandle, Endpoint<Event> {
  readonly dialect: Endpoint<Event>["dialect"]
  readonly #client: TrpcClient
  readonly #header: CallHeader
  readonly #feed: SubscriptionFeed<Event, unknown>["feed"]

  constructor(
    client: TrpcClient,
    { id, jsonrpc }: Call,
    { feed, dialectIn }: SubscriptionFeed<Event, unknown>,
  ) {
    this.#client = client
    this.#header = { id, jsonrpc }
    this.#feed = feed
    this.dialect = dialectIn(client.dialects)
  }

  get outbox() {
    return this.#client.socket.outbox
  }

  get suffix() {
    return suffixOf(this.#header)
  }

  start(): void {
    this.#client.subscriptions.set(this.#header.id, this)
    this.#respond("started")
    this.#feed.deliver(this)
  }

  stop(): void {
    this.#client.subscriptions.delete(this.#header.id)
    this.leave()
    this.#respond("stopped")
  }

  onEnd(): void {
    this.stop()
  }

  leave(): void {
    this.#feed.leave()
  }

  #respond(type: "started" | "stopped") {
    this.#client.respond(this.#header, { result: { type } })
  }
}
