import { TRPCClientError } from "@trpc/client"
import type { ChatClientError, ChatErrorCode } from "./sdk/index.ts"
import { words } from "./words/words.ts"

/** What went wrong, in words for people. */
export function inWords(error: unknown): string {
  const { problems } = words()
  if (!isFromServer(error) || !error.data) return problems.connectionLost
  const { chatCode, code } = error.data
  if (chatCode) return problems.codes[chatCode]
  if (code === "BAD_REQUEST") return problems.refused(reasonIn(error))
  return problems.unexpected
}

export const codeOf = (error: unknown): ChatErrorCode | null =>
  (isFromServer(error) && error.data?.chatCode) || null

const isFromServer = (error: unknown): error is ChatClientError => error instanceof TRPCClientError

/** The server's words without the name of the field, which only programs know. */
const reasonIn = ({ message }: ChatClientError) => message.replace(/^\w+: /, "")
