import { ownName } from "../../base.ts"
import { readLocal, writeLocal } from "../../ui/local-storage.ts"

const KEY = ownName("confab.emoji")
const KEPT_MAX = 16

/** The signs chosen last, the newest first. */
export const recentEmoji = (): string[] => (readLocal(KEY) ?? "").split(" ").filter(Boolean)

export function recordEmoji(sign: string) {
  const earlier = recentEmoji().filter((known) => known !== sign)
  writeLocal(KEY, [sign, ...earlier].slice(0, KEPT_MAX).join(" "))
}
