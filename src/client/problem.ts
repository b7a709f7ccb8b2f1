import { TRPCClientError } from "@trpc/client"
import { type ChatClientError, type ChatErrorCode, NotConnected } from "./sdk/index.ts"
import { words } from "./words/words.ts"

/** What went wrong, stored without words: they are chosen when it is shown, in the language of that moment. */
export type Problem =
  | { code: ChatErrorCode | "CONNECTION_LOST" | "NOT_CONNECTED" | "UNEXPECTED" }
  | { code: "REFUSED"; reason: string }

export function problemOf(error: unknown): Problem {
  if (!isFromClient(error)) return { code: "CONNECTION_LOST" }
  if (error.cause instanceof NotConnected) return { code: "NOT_CONNECTED" }
  if (!error.data) return { code: "CONNECTION_LOST" }
  const { chatCode, code } = error.data
  if (chatCode) return { code: chatCode }
  if (code === "BAD_REQUEST") return { code: "REFUSED", reason: reasonIn(error) }
  return { code: "UNEXPECTED" }
}

/** Empty when nothing went wrong. */
export function inWords(problem: Problem | null): string {
  const { problems } = words()
  if (!problem) return ""
  switch (problem.code) {
    case "CONNECTION_LOST":
      return problems.connectionLost
    case "NOT_CONNECTED":
      return problems.notConnected
    case "UNEXPECTED":
      return problems.unexpected
    case "REFUSED":
      return problems.refused(problem.reason)
    default:
      return problems.codes[problem.code]
  }
}

export const codeOf = (error: unknown): ChatErrorCode | null =>
  (isFromClient(error) && error.data?.chatCode) || null

const isFromClient = (error: unknown): error is ChatClientError => error instanceof TRPCClientError

/** The server's words without the name of the field, which only programs know. */
const reasonIn = ({ message }: ChatClientError) => message.replace(/^\w+: /, "")
