import { messageOf } from "../../shared/errors.ts"

/** What the disk, SQLite or the network say does not name the store. */
export function aboutStore(where: string, error: unknown): Error {
  const message = messageOf(error)
  return message.startsWith(where) ? (error as Error) : new Error(`${where}: ${message}`)
}

/** Rejects with an Error that names the store. */
export async function inStore<T>(where: string, doing: Promise<T>): Promise<T> {
  try {
    return await doing
  } catch (error) {
    throw aboutStore(where, error)
  }
}
