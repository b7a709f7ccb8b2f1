/** What this browser remembers between visits. Where it is not allowed to, it forgets: chatting goes on. */
import { allowed } from "./if-allowed.ts"

export const recall = (key: string): string | null =>
  allowed(() => localStorage.getItem(key)) ?? null

/** Blocked or full, it is only forgotten sooner. */
export function remember(key: string, text: string) {
  allowed(() => (text === "" ? localStorage.removeItem(key) : localStorage.setItem(key, text)))
}
