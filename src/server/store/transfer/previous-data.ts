import { existsSync } from "node:fs"
import { constants, copyFile, link } from "node:fs/promises"
import { dirname } from "node:path"
import { syncPath } from "../durable-files.ts"

export const previousName = (name: string): string =>
  `${name}.before-restore-${new Date().toISOString().replaceAll(/[-:]/g, "")}`

/** Gives a file a second name, under which it stays when the first is replaced. `suffixes` are of files beside it. */
export async function keepPrevious(path: string, suffixes: string[] = []): Promise<string> {
  const previous = previousName(path)
  for (const suffix of ["", ...suffixes]) {
    if (existsSync(path + suffix)) await linkOrCopy(path + suffix, previous + suffix)
  }
  await syncPath(dirname(path))
  return previous
}

/** Not every file system has links. */
async function linkOrCopy(path: string, name: string): Promise<void> {
  try {
    await link(path, name)
  } catch {
    await copyFile(path, name, constants.COPYFILE_EXCL)
    await syncPath(name)
  }
}
