export type ChatErrorCode =
  | "ROOM_NOT_FOUND"
  | "ROOM_NAME_TAKEN"
  | "USERNAME_REQUIRED"
  | "NOT_ALLOWED"
  | "CLIENT_ID_CONFLICT"
  | "TOO_MANY_MESSAGES"
  | "TOO_MANY_ROOMS"
  | "ROOMS_FULL"
  | "TOO_MANY_SUBSCRIPTIONS"
  | "TOO_MANY_CONNECTIONS"
  | "TOO_MANY_READS"
  | "TOO_MUCH_UNREAD"
  | "ANSWER_TOO_LARGE"
  | "OVERLOADED"
  | "STORE_UNAVAILABLE"
  | "SHUTTING_DOWN"

/** The one expected failure: `code` is for programs, `message` for people; `retryAfterMs` where waiting helps. */
export class ChatError extends Error {
  override readonly name = "ChatError"
  readonly code: ChatErrorCode
  readonly retryAfterMs: number | undefined

  constructor(
    code: ChatErrorCode,
    message: string,
    options: { cause?: unknown; retryAfterMs?: number } = {},
  ) {
    super(message, { cause: options.cause })
    this.code = code
    this.retryAfterMs = options.retryAfterMs
  }
}

/** A host with several addresses fails once for each, in an error without a message of its own. */
export function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join(", ")
  return error instanceof Error ? error.message : String(error)
}
