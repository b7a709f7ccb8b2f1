import { createChannel } from "../storage/channel.ts"

/** A lock, and a channel beside it, of all tabs of this browser that use the same name. */
export const createTabLock = (name: string) => ({
  /**
   * Runs `work` while no other tab runs its own; a tab that is closed releases the lock. Pages that come over plain HTTP
   * have no locks, and where cookies are blocked they are refused: there tabs do not wait for each other, which does no
   * harm to work that is idempotent.
   */
  async run(work: () => Promise<void>) {
    let hasBegun = false
    const begin = () => {
      hasBegun = true
      return work()
    }
    try {
      await navigator.locks.request(name, begin)
    } catch (error) {
      if (hasBegun) throw error
      await work()
    }
  },

  openChannel: <Message>(receive: (message: Message) => void) => createChannel(name, receive),
})

export type TabLock = ReturnType<typeof createTabLock>
