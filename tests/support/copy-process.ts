/** Processes of their own that copy or restore: to be killed in the middle, and the command as people run it. */
import { execFile, spawn } from "node:child_process"
import { once } from "node:events"
import { resolve } from "node:path"

const project = resolve(import.meta.dirname, "../..")

/** Resolves when a copy from `from` to `to` was killed with SIGKILL in the middle of `stage`. */
export const copyUntilKilled = (from: string, to: string, stage: "copying" | "checking") =>
  runUntilKilled("copy-process-main.ts", [from, to, stage])

/** Resolves when a restore was killed with SIGKILL after it had filled the store and before it was done. */
export const restoreUntilKilled = (file: string, url: string) =>
  runUntilKilled("restore-process-main.ts", [file, url])

async function runUntilKilled(script: string, args: string[]) {
  const child = spawn(process.execPath, [resolve(import.meta.dirname, script), ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  })
  const exited = once(child, "exit")
  const [reached] = await Promise.race([once(child.stdout, "data"), exited])
  if (!String(reached).startsWith("in the middle")) throw new Error(`${script} ended too early`)
  child.kill("SIGKILL")
  await exited
}

type Ran = { code: number; output: string; errors: string }

/** `npm run copy-store`, with `flags` for Node. */
export const runCopyStore = (urls: string[], flags: string[] = []) =>
  new Promise<Ran>((done) => {
    const command = [...flags, "scripts/copy-store.ts", ...urls]
    execFile(process.execPath, command, { cwd: project }, (error, output, errors) =>
      done({ code: error ? Number(error.code ?? -1) : 0, output, errors }),
    )
  })
