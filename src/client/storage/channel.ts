import { onCleanup } from "solid-js"
import { allowed } from "../ui/if-allowed.ts"

/**
 * Receives from the other tabs of this browser for as long as the caller's scope lives; returns what sends to them. Where
 * the browser has no channels, a tab is alone.
 */
export function createChannel<Message>(
  name: string,
  receive: (message: Message) => void,
): (message: Message) => void {
  const channel = allowed(() => new BroadcastChannel(name))
  if (!channel) return () => undefined
  let isOpen = true
  channel.onmessage = ({ data }: MessageEvent<Message>) => receive(data)
  onCleanup(() => {
    isOpen = false
    channel.close()
  })
  return (message) => isOpen && channel.postMessage(message)
}
