/** Backups of stores of every kind, made and restored in this process or by the commands that people type. */
import { execFile } from "node:child_process"
import { resolve } from "node:path"
import { takeBackup } from "../../src/server/store/transfer/backup.ts"
import { restoreBackup } from "../../src/server/store/transfer/restore.ts"
import { temporaryFolder } from "./temporary-folder.ts"

const project = resolve(import.meta.dirname, "../..")
const onProgress = () => {}

/** A name for a backup, in a folder that goes with it. */
export async function newFile() {
  const folder = await temporaryFolder()
  return { ...folder, file: `${folder.path}/backup.db` }
}

export const backUp = (url: string, file: string) => takeBackup({ url, file, onProgress })

/** Resolves with the URL of the replaced data, null when there were none. */
export async function restore(file: string, url: string): Promise<string | null> {
  const { previous } = await restoreBackup({ file, url, onProgress })
  if (previous === null || !url.startsWith("postgres"))
    return previous && url.replace(/:.*/s, `:${previous}`)
  const there = new URL(url)
  there.searchParams.set("options", `-csearch_path=${previous.replace("the schema ", "")}`)
  return there.href
}

type Ran = { code: number; output: string; errors: string }

/** `npm run backup` or `npm run restore` for the store at `url`, with `flags` for Node. */
export const runCommand = (
  command: "backup" | "restore",
  args: string[],
  { url = "", flags = [] }: { url?: string; flags?: string[] } = {},
) =>
  new Promise<Ran>((done) => {
    const env = { ...process.env, DATABASE_URL: url }
    const started = [...flags, `scripts/${command}.ts`, ...args]
    execFile(process.execPath, started, { cwd: project, env }, (error, output, errors) =>
      done({ code: error ? Number(error.code ?? -1) : 0, output, errors }),
    )
  })
