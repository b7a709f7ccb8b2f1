import { TRPCClientError } from "@trpc/client"
import type { ChatClientError, ChatErrorCode } from "../sdk/index.ts"

type SendOutcome = "refused" | "retry" | { retryAfterMs: number }

/** What an error means for a message: refused for good, or to be tried again, perhaps at a time the server names. */
export function sendOutcome(error: unknown): SendOutcome {
  const data = isFromServer(error) ? error.data : null
  if (!data) return "retry"
  if (data.chatCode === "TOO_MANY_MESSAGES") return { retryAfterMs: data.retryAfterMs ?? 1_000 }
  return data.chatCode && temporary.has(data.chatCode) ? "retry" : "refused"
}

const temporary = new Set<ChatErrorCode>(["SHUTTING_DOWN", "STORE_UNAVAILABLE", "OVERLOADED"])

const isFromServer = (error: unknown): error is ChatClientError => error instanceof TRPCClientError
