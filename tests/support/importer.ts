/** A stranger's empty project with the published package in it: packed, and installed as from npm. */
import { execFile } from "node:child_process"
import { readFile, writeFile } from "node:fs/promises"
import { join, resolve } from "node:path"
import { promisify } from "node:util"
import { temporaryFolder } from "./temporary-folder.ts"

const project = resolve(import.meta.dirname, "../..")
const run = promisify(execFile)
const onWindows = process.platform === "win32"

/** `others` are packages that it has beside ours, each with its version. */
export async function createImporter(...others: string[]) {
  const folder = await temporaryFolder()
  const { path } = folder
  const { stdout } = await npm(project, "pack", "--json", "--pack-destination", path)
  const [tarball] = JSON.parse(stdout)
  await writeFile(join(path, "package.json"), '{ "type": "module" }')
  const wanted = [`./${tarball.filename}`, ...others]
  await npm(path, "install", "--prefer-offline", "--no-audit", ...wanted)
  return {
    path,
    packed: tarball.files.map((file: { path: string }) => file.path) as string[],
    [Symbol.asyncDispose]: folder[Symbol.asyncDispose],
  }
}

/** The README's bot; `start` is what it says about runtimes without a WebSocket, in the place of the bot's own start. */
export async function botOfTheReadme() {
  const readme = await readFile(join(project, "README.md"), "utf8")
  const [bot, start] = [
    ...readme.matchAll(/<!-- tests\/\S+\.test\.ts [^\n]*-->\n```ts\n(.*?)```/gs),
  ]
  if (!bot?.[1] || !start?.[1])
    throw new Error("README.md has lost its bot, or a comment before it")
  return { bot: bot[1], start: start[1] }
}

/** Without what `npm test` tells its children about this project. */
export function npm(cwd: string, ...args: string[]) {
  const env = { ...process.env, npm_config_local_prefix: undefined }
  return run("npm", [...args, "--silent"], { cwd, env, shell: onWindows })
}
