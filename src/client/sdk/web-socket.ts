/** What the client needs of a WebSocket class. Browsers, Node 22, Deno and the npm package `ws` have one that fits. */
export type WebSocketClass = {
  new (url: string): Socket
  readonly OPEN: number
  readonly CLOSING: number
  readonly CLOSED: number
}

/** Structural, so that importers need the types of neither browsers nor `ws`. */
type Socket = {
  readonly readyState: number
  binaryType: string
  send(text: string): void
  close(): void
  addEventListener(
    type: "open" | "message" | "close" | "error",
    listener: (event: unknown) => void,
  ): void
  removeEventListener(type: "error", listener: (event: unknown) => void): void
}

/** The given one, or the runtime's own. Throws where there is neither. */
export function webSocketOr(given: WebSocketClass | undefined): typeof WebSocket {
  const found = given ?? (globalThis as { WebSocket?: WebSocketClass }).WebSocket
  if (found) return found as typeof WebSocket
  throw new Error(
    "this runtime has no WebSocket of its own (Node has one from version 22): npm install ws, " +
      'import WebSocket from "ws", and call createChatClient({ url, WebSocket })',
  )
}
