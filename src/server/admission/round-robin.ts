/** Deficit round robin with items of one: in turn one for each address, and there one for each of its connections. */

export type Owner = { address: string; connectionKey: object }

export function createRoundRobin<Item>() {
  const addresses = new Map<string, Map<object, Item[]>>()

  return {
    add({ address, connectionKey }: Owner, item: Item): void {
      const connections = addresses.get(address) ?? new Map<object, Item[]>()
      addresses.set(address, connections)
      const items = connections.get(connectionKey) ?? []
      connections.set(connectionKey, items)
      items.push(item)
    },

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

    /** Passes the items of each connection to `drop`, which may take from the front. */
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
