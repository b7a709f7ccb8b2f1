import { DatabaseSync } from "node:sqlite"

type Closable = { close(): Promise<void> }
type Lock = { release(): void }

const SQLITE_BUSY = 5

export async function openLocked<Opened extends Closable>(
  path: string,
  start: (path: string) => Promise<Opened>,
): Promise<Opened> {
  const lock = lockData(path)
  try {
    const opened = await start(path)
    return { ...opened, close: () => opened.close().finally(lock.release) }
  } catch (error) {
    lock.release()
    throw error
  }
}

/** An open SQLite transaction is a lock of the kernel's, which ends with the process: it never has to be cleared by hand. */
export function lockData(path: string): Lock {
  const database = openSideDatabase(path)
  try {
    database.exec("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE")
  } catch (error) {
    database.close()
    throw isBusy(error) ? new Error(`${path} is in use by another Confab process`) : error
  }
  return { release: () => database.isOpen && database.close() }
}

function openSideDatabase(path: string): DatabaseSync {
  try {
    return new DatabaseSync(`${path}.lock`, { timeout: 0 })
  } catch (error) {
    throw new Error(`${path}.lock cannot be opened: ${(error as Error).message}`)
  }
}

const isBusy = (error: unknown) =>
  error instanceof Error && "errcode" in error && error.errcode === SQLITE_BUSY
