/**
 * What waits, in turn: one item for each address, and within an address one for each of its connections (deficit round
 * robin with items of one). However much one address brings, the others' next item waits for one of its own.
 */

export type Owner = { address: string; connectionKey: object }

export function createRoundRobin<Item>() {
  /** In the order in which they get their turns. */
  const addresses = new Map<string, Map<object, Item[]>>()

  return {
    add({ address, connectionKey }: Owner, item: Item): void {
      const connections = addresses.get(address) ?? new Map<object, Item[]>()
      addresses.set(address, connections)
      const items = connections.get(connectionKey) ?? []
      connections.set(connectionKey, items)
      items.push(item)
    },

    /** The next in turn; what still waits at its address and connection goes to the end. */
    next(): Item | undefined {
      for (const [address, connections] of addresses) {
        addresses.delete(address)
        for (const [connection, items] of connections) {
          connections.delete(connection)
          const item = items.shift()
          if (items.length > 0) connections.set(connection, items)
          if (connections.size > 0) addresses.set(address, connections)
          return item
        }
      }
      return undefined
    },

    /** Passes all that waits to `drop`, a connection's in its order, which may take from the front. */
    sweep(drop: (items: Item[]) => void): void {
      for (const [address, connections] of addresses) {
        for (const [connection, items] of connections) {
          drop(items)
          if (items.length === 0) connections.delete(connection)
        }
        if (connections.size === 0) addresses.delete(address)
      }
    },

    isEmpty: (): boolean => addresses.size === 0,
  }
}
