/** Where `localStorage` is blocked or full, nothing is stored, and chatting goes on. */
import { ifAllowed } from "./if-allowed.ts"

export const readLocal = (key: string): string | null =>
  ifAllowed(() => localStorage.getItem(key)) ?? null

export function writeLocal(key: string, text: string) {
  ifAllowed(() => (text === "" ? localStorage.removeItem(key) : localStorage.setItem(key, text)))
}
