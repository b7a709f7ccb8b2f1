import { TRPCClientError } from "@trpc/client"
import type { ChatClientError, ChatErrorCode } from "./sdk/index.ts"

const words: Record<ChatErrorCode, string> = {
  ROOM_NOT_FOUND: "This room no longer exists.",
  ROOM_NAME_TAKEN: "There is already a room with this name.",
  USERNAME_REQUIRED: "The server did not accept your name.",
  CLIENT_ID_CONFLICT: "It was already sent with another text.",
  TOO_MANY_MESSAGES: "Too many messages at once. Wait a moment, then try again.",
  TOO_MANY_ROOMS: "Too many new rooms at once. Wait a moment, then try again.",
  TOO_MANY_SUBSCRIPTIONS: "Too much is open at once. Close a few windows, then try again.",
  STORE_UNAVAILABLE: "The server cannot store anything right now. Try again in a moment.",
  SHUTTING_DOWN: "The server is restarting. Try again in a moment.",
}

/** What went wrong, in words for people. */
export function inWords(error: unknown): string {
  if (!isFromServer(error) || !error.data) return "The connection was lost on the way. Try again."
  const { chatCode, code } = error.data
  if (chatCode) return words[chatCode]
  if (code === "BAD_REQUEST") return `The server refused it: it ${reasonIn(error)}.`
  return "Something went wrong on the server. Try again."
}

export const codeOf = (error: unknown): ChatErrorCode | null =>
  (isFromServer(error) && error.data?.chatCode) || null

const isFromServer = (error: unknown): error is ChatClientError => error instanceof TRPCClientError

/** The server's words without the name of the field, which only programs know. */
const reasonIn = ({ message }: ChatClientError) => message.replace(/^\w+: /, "")
