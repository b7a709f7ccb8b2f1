/** What this browser remembers between visits. Where it is not allowed to, it forgets: chatting goes on. */
import { ifAllowed } from "./if-allowed.ts"

export const readLocal = (key: string): string | null =>
  ifAllowed(() => localStorage.getItem(key)) ?? null

/** Blocked or full, it is only forgotten sooner. */
export function writeLocal(key: string, text: string) {
  ifAllowed(() => (text === "" ? localStorage.removeItem(key) : localStorage.setItem(key, text)))
}
