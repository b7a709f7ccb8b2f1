import { TRPCClientError } from "@trpc/client"
import type { ChatClientError, ChatErrorCode } from "../sdk/index.ts"

type Verdict = "refused" | "later" | { retryAfterMs: number }

/** What a refusal means for a message: for good, for now, or until a moment the server names. */
export function verdictOn(error: unknown): Verdict {
  const data = isFromServer(error) ? error.data : null
  // Lost on the way.
  if (!data) return "later"
  if (data.chatCode === "TOO_MANY_MESSAGES") return { retryAfterMs: data.retryAfterMs ?? 1_000 }
  return data.chatCode && passing.has(data.chatCode) ? "later" : "refused"
}

const passing = new Set<ChatErrorCode>(["SHUTTING_DOWN", "STORE_UNAVAILABLE", "OVERLOADED"])

const isFromServer = (error: unknown): error is ChatClientError => error instanceof TRPCClientError
