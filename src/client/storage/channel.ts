import { onCleanup } from "solid-js"
import { ifAllowed } from "../ui/if-allowed.ts"

/** Returns what sends to the other tabs of this browser. Where it has no channels, a tab is alone. */
export function createChannel<Message>(
  name: string,
  receive: (message: Message) => void,
): (message: Message) => void {
  const channel = ifAllowed(() => new BroadcastChannel(name))
  if (!channel) return () => undefined
  let isOpen = true
  channel.onmessage = ({ data }: MessageEvent<Message>) => receive(data)
  onCleanup(() => {
    isOpen = false
    channel.close()
  })
  return (message) => isOpen && channel.postMessage(message)
}
