import { ChatError, type ChatErrorCode } from "../../shared/errors.ts"
import type { SharedRate } from "./rate.ts"

type OverRate = Extract<ChatErrorCode, `TOO_MANY_${string}`>

/** Throws `code` when `key` has used up its rate. Returns a promise only where other nodes have to be asked. */
export function refuseOverRate(rate: SharedRate | null, key: string, code: OverRate) {
  const wait = rate?.take(key) ?? 0
  if (typeof wait === "number") return refuseWait(wait, code)
  return wait.then((retryAfterMs) => refuseWait(retryAfterMs, code))
}

export function refuseWait(retryAfterMs: number, code: OverRate): void {
  if (retryAfterMs > 0) throw new ChatError(code, "too many at once, slow down", { retryAfterMs })
}
