import {
  type Operation,
  retryLink,
  type TRPCClientError,
  type TRPCLink,
  type TRPCWebSocketClient,
  wsLink,
} from "@trpc/client"
import type { AppRouter } from "../../server/api/trpc/router.ts"
import { changesLink, isRepeatable } from "./changes.ts"
import type { Connection } from "./connection.ts"
import { pacedLink } from "./paced-link.ts"

const RETRY_MS = 250

type Route = {
  connection: Connection
  socket: TRPCWebSocketClient
  /** Aborts when no answer will come any more. */
  ended: AbortSignal
}

export function linksOver({ connection, socket, ended }: Route): TRPCLink<AppRouter>[] {
  const isClosed = () => connection.state().status === "closed"
  return [
    changesLink(connection),
    // Before the retries, so that a call keeps its place until it is answered.
    pacedLink({ isClosed, ended }),
    retryLink<AppRouter>({
      retry: ({ op, error }) => !isClosed() && isWorthRetrying(op, error),
      retryDelayMs: () => RETRY_MS,
    }),
    wsLink({ client: socket }),
  ]
}

/** A call that was lost on the way, or met a server about to restart, if repeating it does no harm. */
function isWorthRetrying(op: Operation, error: TRPCClientError<AppRouter>): boolean {
  if (error.data) return error.data.chatCode === "SHUTTING_DOWN"
  return isRepeatable(op)
}
