import { messageOf } from "../../shared/errors.ts"

/** An error of the disk, of SQLite or of the network, which does not name the store itself. */
export function locationError(where: string, error: unknown): Error {
  const message = messageOf(error)
  return message.startsWith(where) ? (error as Error) : new Error(`${where}: ${message}`)
}

export async function withLocation<T>(where: string, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    throw locationError(where, error)
  }
}
