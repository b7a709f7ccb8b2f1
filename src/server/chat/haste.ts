import { ChatError, type ChatErrorCode } from "../../shared/errors.ts"
import type { Rate } from "./rate.ts"

type Haste = Extract<ChatErrorCode, "TOO_MANY_MESSAGES" | "TOO_MANY_ROOMS">

/** Throws `code`, with how long to wait, when `key` has used up its rate; without a rate nobody is in haste. */
export function refuseHaste(rate: Rate<string> | null, key: string, code: Haste) {
  const retryAfterMs = rate?.take(key) ?? 0
  if (retryAfterMs > 0) throw new ChatError(code, "too many at once, slow down", { retryAfterMs })
}
