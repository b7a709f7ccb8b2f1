/** How many of something there are at the same time for each address. */
export function createAddressCounts(max: number) {
  const counts = new Map<string, number>()

  return {
    /** True when the address has as many as it may. */
    isFull: (address: string): boolean => (counts.get(address) ?? 0) >= max,

    enter(address: string): void {
      counts.set(address, (counts.get(address) ?? 0) + 1)
    },

    /** Once for each that had entered. */
    leave(address: string): void {
      const count = (counts.get(address) ?? 0) - 1
      if (count > 0) counts.set(address, count)
      else counts.delete(address)
    },
  }
}

export type AddressCounts = ReturnType<typeof createAddressCounts>
