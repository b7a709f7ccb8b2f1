import { createChannel } from "../storage/channel.ts"

/** The tabs of this browser that share a name. */
export const createTabs = (name: string) => ({
  /**
   * Does work one after the other, in whichever tab; one that dies ends its turn. Pages that come over plain HTTP have no
   * locks, and where cookies are blocked they are refused: there each tab goes its way, which does no harm where doing it
   * twice is doing it once.
   */
  async takeTurn(work: () => Promise<void>) {
    let begun = false
    const turn = () => {
      begun = true
      return work()
    }
    try {
      await navigator.locks.request(name, turn)
    } catch (error) {
      if (begun) throw error
      await work()
    }
  },

  /** Hears the others for as long as the caller's scope lives; the answer tells them. */
  join: <News>(hear: (news: News) => void) => createChannel(name, hear),
})

export type Tabs = ReturnType<typeof createTabs>
