import { onCleanup } from "solid-js"

/** The tabs of this browser that share a name. */
export const createTabs = (name: string) => ({
  /**
   * Does work one after the other, in whichever tab; one that dies ends its turn. Pages that come over plain HTTP have
   * no locks: there each tab goes its way, which does no harm where doing it twice is doing it once.
   */
  takeTurn: async (work: () => Promise<void>) =>
    "locks" in navigator ? await navigator.locks.request(name, work) : await work(),

  /** Hears the others for as long as the caller's scope lives; the answer tells them. */
  join<News>(hear: (news: News) => void): (news: News) => void {
    const channel = new BroadcastChannel(name)
    channel.onmessage = ({ data }: MessageEvent<News>) => hear(data)
    onCleanup(() => channel.close())
    return (news) => channel.postMessage(news)
  },
})

export type Tabs = ReturnType<typeof createTabs>
