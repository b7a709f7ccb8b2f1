import { EXCERPT_CHARS_MAX } from "./limits.ts"
import type { Activity, Message } from "./schema.ts"
import { excerptOf } from "./text.ts"

export const lastOf = ({
  username,
  content,
  timestamp,
}: Omit<Message, "roomId">): Activity["last"] => ({
  username,
  content: excerptOf(content, EXCERPT_CHARS_MAX),
  timestamp,
})
