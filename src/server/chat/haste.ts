import { ChatError, type ChatErrorCode } from "../../shared/errors.ts"
import type { SharedRate } from "./rate.ts"

type Haste = Extract<ChatErrorCode, "TOO_MANY_MESSAGES" | "TOO_MANY_ROOMS">

/**
 * Throws `code`, with how long to wait, when `key` has used up its rate; without a rate nobody is in haste. Answers a
 * promise only where other nodes have to be asked: a single node's send waits for nothing here.
 */
export function refuseHaste(rate: SharedRate | null, key: string, code: Haste) {
  const wait = rate?.take(key) ?? 0
  if (typeof wait === "number") return refuse(wait, code)
  return wait.then((retryAfterMs) => refuse(retryAfterMs, code))
}

function refuse(retryAfterMs: number, code: Haste) {
  if (retryAfterMs > 0) throw new ChatError(code, "too many at once, slow down", { retryAfterMs })
}
