/** The last line of a backup, with its checksum. SQLite ignores it: the file stays a database. */
import { createHash } from "node:crypto"
import { createReadStream } from "node:fs"
import { open, stat } from "node:fs/promises"

const START = "\nconfab backup, sha256 "
const sealWith = (hash: string) => `${START}${hash}\n`
export const SEAL_BYTES = sealWith("0".repeat(64)).length

/** Resolves when the file and its seal are on the disk. */
export async function seal(path: string): Promise<void> {
  const { size } = await stat(path)
  const last = sealWith(await hashOf(path, size))
  await using file = await open(path, "a")
  await file.writeFile(last)
  await file.sync()
}

/** Rejects with an Error for operators when the file is not what was sealed. */
export async function isSealed(path: string): Promise<boolean> {
  const { size } = await stat(path)
  const last = await lastOf(path, size)
  if (!last.startsWith(START)) return false
  if (last !== sealWith(await hashOf(path, size - SEAL_BYTES)))
    throw new Error(`${path} is damaged: its checksum is not that of its contents`)
  return true
}

async function lastOf(path: string, size: number): Promise<string> {
  await using file = await open(path, "r")
  const position = Math.max(0, size - SEAL_BYTES)
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(SEAL_BYTES), position })
  return buffer.subarray(0, bytesRead).toString("latin1")
}

async function hashOf(path: string, bytes: number): Promise<string> {
  const hash = createHash("sha256")
  for await (const chunk of createReadStream(path, { end: bytes - 1 })) hash.update(chunk)
  return hash.digest("hex")
}
