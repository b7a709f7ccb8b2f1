import { onCleanup } from "solid-js"
import { ifAllowed } from "../ui/if-allowed.ts"

/**
 * Hears the other tabs of this browser for as long as the caller's scope lives; the answer tells them. Where the browser
 * lets tabs know nothing of each other, each is alone.
 */
export function createChannel<News>(
  name: string,
  hear: (news: News) => void,
): (news: News) => void {
  const channel = ifAllowed(() => new BroadcastChannel(name))
  if (!channel) return () => undefined
  let isOpen = true
  channel.onmessage = ({ data }: MessageEvent<News>) => hear(data)
  onCleanup(() => {
    isOpen = false
    channel.close()
  })
  return (news) => isOpen && channel.postMessage(news)
}
