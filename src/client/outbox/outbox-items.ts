import type { OutboxItem, OutboxStore } from "../storage/outbox.ts"

export class OutboxItems {
  readonly #store: OutboxStore
  readonly #known = new Map<string, OutboxItem>()
  /** Are, or were, in the store: one that is missing there was settled by another tab. */
  readonly #stored = new Set<string>()
  /** A read of the store that began earlier does not bring them back. */
  readonly #settled = new Set<string>()
  #lastAt = 0

  constructor(store: OutboxStore) {
    this.#store = store
  }

  /** Later than every other item, whatever the clock says. */
  now() {
    return Math.max(Date.now(), this.#lastAt + 1)
  }

  /** Resolves once it is in the store, or cannot be. */
  async put(item: OutboxItem) {
    this.#add(item)
    if (await this.#store.put(item)) this.#stored.add(item.clientId)
  }

  addFromTab(item: OutboxItem) {
    if (this.#settled.has(item.clientId)) return
    this.#stored.add(item.clientId)
    this.#add(item)
  }

  settle(clientId: string) {
    this.#known.delete(clientId)
    this.#settled.add(clientId)
    void this.#store.delete(clientId)
  }

  /** Reads what other tabs and earlier visits left; resolves to the items that are new to this tab. */
  async refresh(): Promise<OutboxItem[]> {
    const found = await this.#store.all()
    if (!found) return []
    const ids = new Set(found.map(({ clientId }) => clientId))
    for (const id of this.#known.keys())
      if (this.#stored.has(id) && !ids.has(id)) this.#known.delete(id)
    const added = found.filter(
      ({ clientId: id }) => !(this.#known.has(id) || this.#settled.has(id)),
    )
    for (const item of added) {
      this.#stored.add(item.clientId)
      this.#add(item)
    }
    return added
  }

  get(clientId: string) {
    return this.#known.get(clientId)
  }

  inRoom(roomId: number) {
    return this.#inOrder().filter((item) => item.roomId === roomId)
  }

  next() {
    return this.#inOrder().find(({ state }) => state === "waiting")
  }

  #inOrder() {
    return [...this.#known.values()].sort((a, b) => a.at - b.at)
  }

  #add(item: OutboxItem) {
    this.#known.set(item.clientId, item)
    this.#lastAt = Math.max(this.#lastAt, item.at)
  }
}
