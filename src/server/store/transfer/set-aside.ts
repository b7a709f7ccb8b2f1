import { existsSync } from "node:fs"
import { constants, copyFile, link } from "node:fs/promises"
import { dirname } from "node:path"
import { syncPath } from "../durably.ts"

/** A name for what was there before something was restored, that no other restoring gives. */
export const asideName = (name: string): string =>
  `${name}.before-restore-${new Date().toISOString().replaceAll(/[-:]/g, "")}`

/** Gives a file another name as well, under which it stays when the first one is taken. `suffixes` are of files beside it. */
export async function setAside(path: string, suffixes: string[] = []): Promise<string> {
  const aside = asideName(path)
  for (const suffix of ["", ...suffixes]) {
    if (existsSync(path + suffix)) await nameAlso(path + suffix, aside + suffix)
  }
  await syncPath(dirname(path))
  return aside
}

/** Not every file system gives a file two names. */
async function nameAlso(path: string, name: string): Promise<void> {
  try {
    await link(path, name)
  } catch {
    await copyFile(path, name, constants.COPYFILE_EXCL)
    await syncPath(name)
  }
}
