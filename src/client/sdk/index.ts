/** `confab/client`: the typed client, for browsers, Node and Deno. Everything here follows the server's router by type. */
import {
  createTRPCClient,
  createWSClient,
  type TRPCClient,
  type TRPCClientError,
} from "@trpc/client"
import type { AppRouter } from "../../server/api/trpc/router.ts"
import { createBackoff } from "./backoff.ts"
import { type ConnectionState, createConnection } from "./connection.ts"
import { linksOver } from "./links.ts"
import { onPageEvents } from "./page-events.ts"
import { createSockets } from "./sockets.ts"
import { type WebSocketClass, webSocketOr } from "./web-socket.ts"

export type { AppRouter } from "../../server/api/trpc/router.ts"
export type { ChatErrorCode } from "../../shared/errors.ts"
export type { ActivityEvent, RoomEvent, RoomsEvent } from "../../shared/events.ts"
export type { Activity, History, Message, Room } from "../../shared/schema.ts"
export { NotConnected } from "./changes.ts"
export type { ConnectionState } from "./connection.ts"
export type { WebSocketClass } from "./web-socket.ts"

/** What a refused call rejects with; `error.data?.chatCode` says why. */
export type ChatClientError = TRPCClientError<AppRouter>

export type ChatClientOptions = {
  /** Where the server is, as `http://localhost:8000` or `https://example.org/chat`. */
  url: string
  /** Without it the client may read but neither send nor type. */
  username?: string
  /** For runtimes without a WebSocket of their own, as Node 20: that of the npm package `ws` will do. */
  WebSocket?: WebSocketClass
}

export type ChatClient = TRPCClient<AppRouter> & {
  connection: {
    state(): ConnectionState
    /** Calls the listener at every change from now on; the returned function stops it. */
    subscribe(listener: (state: ConnectionState) => void): () => void
    /** Ends the waiting between two attempts now; where there is a connection, checks that it is alive. */
    retryNow(): void
  }
  /** Ends every subscription and the connection, for good. */
  close(): Promise<void>
}

/**
 * Connects at once, and again whenever the connection is lost; subscriptions go on where they were. Throws where there is
 * no WebSocket.
 */
export function createChatClient({ url, username, ...options }: ChatClientOptions): ChatClient {
  const connection = createConnection()
  const { state, subscribe } = connection
  const sockets = createSockets(webSocketOr(options.WebSocket), report)
  const backoff = createBackoff((retryAt) => report({ status: "waiting", retryAt }))
  const ended = new AbortController()
  const endpoint = endpointAt(url)
  const stopListening = onPageEvents({ doubt: sockets.probe, hurry })
  let attempt: ConnectionState = state()
  const socket = createWSClient({
    // Waits here, where it can be cut short, and not in the client's own uninterruptible delay.
    url: async () => {
      await backoff.wait()
      if (state().status === "closed") throw new Error("the client was closed")
      report({ status: "connecting" })
      return endpoint
    },
    retryDelayMs: () => 0,
    connectionParams: username === undefined ? null : { username },
    onOpen: backoff.opened,
    WebSocket: sockets.WebSocket,
  })
  const links = linksOver({ connection, socket, ended: ended.signal })

  return Object.create(createTRPCClient<AppRouter>({ links }), {
    connection: { value: { state, subscribe, retryNow: hurry } },
    close: { value: close },
  })

  /** An open socket counts, even one about to be replaced. */
  function report(next = attempt) {
    attempt = next
    connection.become(sockets.isOpen() ? { status: "open" } : attempt)
  }

  function hurry() {
    sockets.probe()
    backoff.skip()
  }

  async function close() {
    connection.become({ status: "closed" })
    stopListening()
    // Calls under way are waited for, where the server still answers.
    hurry()
    sockets.quit()
    await socket.close()
    // Rejects the calls that were lost with their connection and waited for a retry.
    ended.abort()
  }
}

/** Below the path that a proxy may have given the server. */
function endpointAt(url: string): string {
  const endpoint = new URL(url.replace(/^http/, "ws"))
  endpoint.pathname = endpoint.pathname.replace(/\/*$/, "/trpc")
  endpoint.search = ""
  endpoint.hash = ""
  return endpoint.href
}
