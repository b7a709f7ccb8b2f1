import type { OutboxItem, OutboxStore } from "../storage/outbox.ts"

export function createOutboxItems(store: OutboxStore) {
  const known = new Map<string, OutboxItem>()
  /** Are, or were, in the store: one that is missing there was settled by another tab. */
  const stored = new Set<string>()
  /** A read of the store that began earlier does not bring them back. */
  const settled = new Set<string>()
  let lastAt = 0

  const inOrder = () => [...known.values()].sort((a, b) => a.at - b.at)

  function add(item: OutboxItem) {
    known.set(item.clientId, item)
    lastAt = Math.max(lastAt, item.at)
  }

  return {
    /** Later than every other item, whatever the clock says. */
    now: () => Math.max(Date.now(), lastAt + 1),

    /** Resolves once it is in the store, or cannot be. */
    async put(item: OutboxItem) {
      add(item)
      if (await store.put(item)) stored.add(item.clientId)
    },

    addFromTab(item: OutboxItem) {
      if (settled.has(item.clientId)) return
      stored.add(item.clientId)
      add(item)
    },

    settle(clientId: string) {
      known.delete(clientId)
      settled.add(clientId)
      void store.delete(clientId)
    },

    /** Reads what other tabs and earlier visits left; resolves to the items that are new to this tab. */
    async refresh(): Promise<OutboxItem[]> {
      const found = await store.all()
      if (!found) return []
      const ids = new Set(found.map(({ clientId }) => clientId))
      for (const id of known.keys()) if (stored.has(id) && !ids.has(id)) known.delete(id)
      const added = found.filter(({ clientId: id }) => !(known.has(id) || settled.has(id)))
      for (const item of added) {
        stored.add(item.clientId)
        add(item)
      }
      return added
    },

    get: (clientId: string) => known.get(clientId),
    inRoom: (roomId: number) => inOrder().filter((item) => item.roomId === roomId),
    next: () => inOrder().find(({ state }) => state === "waiting"),
  }
}

export type OutboxItems = ReturnType<typeof createOutboxItems>
