import type { Letter, OutboxShelf } from "../storage/outbox.ts"

/** The letters this tab knows of: in memory at once, on the shelf soon after. */
export function createLetters(shelf: OutboxShelf) {
  const known = new Map<string, Letter>()
  /** What is, or was, on the shelf: if it is missing there, another tab has settled it. */
  const shelved = new Set<string>()
  /** Settled: a look at the shelf that began earlier does not bring it back. */
  const settled = new Set<string>()
  let lastAt = 0

  const inOrder = () => [...known.values()].sort((a, b) => a.at - b.at)

  function take(letter: Letter) {
    known.set(letter.clientId, letter)
    lastAt = Math.max(lastAt, letter.at)
  }

  return {
    /** Later than every other, whatever the clock says. */
    now: () => Math.max(Date.now(), lastAt + 1),

    /** Resolves once it is on the shelf, or cannot be. */
    async keep(letter: Letter) {
      take(letter)
      if (await shelf.put(letter)) shelved.add(letter.clientId)
    },

    /** Another tab keeps it. */
    hear(letter: Letter) {
      if (settled.has(letter.clientId)) return
      shelved.add(letter.clientId)
      take(letter)
    },

    settle(clientId: string) {
      known.delete(clientId)
      settled.add(clientId)
      void shelf.delete(clientId)
    },

    /** Brings in what other tabs, or earlier visits, have left; answers what is new. */
    async look(): Promise<Letter[]> {
      const found = await shelf.all()
      if (!found) return []
      const ids = new Set(found.map(({ clientId }) => clientId))
      for (const id of known.keys()) if (shelved.has(id) && !ids.has(id)) known.delete(id)
      const news = found.filter(({ clientId }) => !(known.has(clientId) || settled.has(clientId)))
      for (const letter of news) {
        shelved.add(letter.clientId)
        take(letter)
      }
      return news
    },

    find: (clientId: string) => known.get(clientId),
    in: (roomId: number) => inOrder().filter((letter) => letter.roomId === roomId),
    next: () => inOrder().find(({ state }) => state === "waiting"),
  }
}
