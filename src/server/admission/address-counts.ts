/** How many of something there are at the same time for each address, up to a bound. */
export function createAddressCounts(max: number) {
  const counts = new Map<string, number>()

  return {
    /** False when the address has as many as it may. */
    enter(address: string): boolean {
      const count = counts.get(address) ?? 0
      if (count >= max) return false
      counts.set(address, count + 1)
      return true
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
