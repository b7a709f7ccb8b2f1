/** `confab/client`: the typed client, for browsers, Node and Deno. Everything here follows the server's router by type. */
import {
  createTRPCClient,
  createWSClient,
  type Operation,
  retryLink,
  type TRPCClient,
  type TRPCClientError,
  wsLink,
} from "@trpc/client"
import type { AppRouter } from "../../server/api/trpc/router.ts"
import { createBackoff } from "./backoff.ts"
import { changesLink, isRepeatable } from "./changes.ts"
import { type ConnectionState, createConnection } from "./connection.ts"
import { pacedLink } from "./paced-link.ts"
import { onSurroundings } from "./page-events.ts"
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
  /** Who speaks. Without it the client may read but neither send nor type. */
  username?: string
  /** For runtimes without a WebSocket of their own, as Node 20: that of the npm package `ws` will do. */
  WebSocket?: WebSocketClass
}

export type ChatClient = TRPCClient<AppRouter> & {
  connection: {
    state(): ConnectionState
    /** Tells every change from now on; the answer stops it. */
    subscribe(listener: (state: ConnectionState) => void): () => void
    /** Ends the waiting between two attempts now; where there is a connection, asks it for a sign of life. */
    retryNow(): void
  }
  /** Ends every subscription and the connection, for good. */
  close(): Promise<void>
}

const RETRY_MS = 250

/**
 * Connects at once, and again whenever the connection is lost; subscriptions go on where they were. Throws where there is
 * no WebSocket.
 */
export function createChatClient({ url, username, ...options }: ChatClientOptions): ChatClient {
  const connection = createConnection()
  const { state, subscribe } = connection
  const sockets = createSockets(webSocketOr(options.WebSocket), tell)
  const backoff = createBackoff((retryAt) => tell({ status: "waiting", retryAt }))
  const ended = new AbortController()
  const isClosed = () => state().status === "closed"
  const endpoint = endpointAt(url)
  const forget = onSurroundings({ doubt: sockets.probe, hurry })
  let attempt: ConnectionState = state()
  const socket = createWSClient({
    // The waiting is done here, where it can be cut short, and not in the client's own uninterruptible delay.
    url: async () => {
      await backoff.wait()
      if (isClosed()) throw new Error("the client was closed")
      tell({ status: "connecting" })
      return endpoint
    },
    retryDelayMs: () => 0,
    connectionParams: username === undefined ? null : { username },
    onOpen: backoff.opened,
    WebSocket: sockets.WebSocket,
  })
  const trpc = createTRPCClient<AppRouter>({
    links: [
      changesLink(connection),
      // Before the retries, so that a call keeps its place until it is answered.
      pacedLink({ isClosed, ended: ended.signal }),
      retryLink<AppRouter>({
        retry: ({ op, error }) => !isClosed() && isWorthRetrying(op, error),
        retryDelayMs: () => RETRY_MS,
      }),
      wsLink({ client: socket }),
    ],
  })

  return Object.create(trpc, {
    connection: { value: { state, subscribe, retryNow: hurry } },
    close: { value: close },
  })

  /** One that is about to be replaced is still a connection. */
  function tell(next = attempt) {
    attempt = next
    connection.become(sockets.isOpen() ? { status: "open" } : attempt)
  }

  function hurry() {
    sockets.probe()
    backoff.skip()
  }

  async function close() {
    connection.become({ status: "closed" })
    forget()
    // What is under way is waited for, where the server still answers.
    hurry()
    sockets.quit()
    await socket.close()
    // What was lost with its connection and waited to be asked again.
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

/** A call that was lost on the way, or met a server about to restart, is asked again, if that does no harm. */
function isWorthRetrying(op: Operation, error: ChatClientError): boolean {
  if (error.data) return error.data.chatCode === "SHUTTING_DOWN"
  return isRepeatable(op)
}
