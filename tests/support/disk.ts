/** Disks that fail: a small one of their own that fills up, and a process whose every write the kernel refuses. */
import { execFileSync, spawn, spawnSync } from "node:child_process"
import { once } from "node:events"
import { mkdir, rm, writeFile } from "node:fs/promises"
import { setTimeout as wait } from "node:timers/promises"
import { temporaryFolder } from "./temporary-folder.ts"

const SIZE_BYTES = 4 * 1024 * 1024

/** Mounting needs root, on Linux; asked for by doing it. */
export const canMount = tryMounting()

function tryMounting(): boolean {
  const folder = "/tmp/confab-mount-test"
  const script = `mkdir -p ${folder} && mount -t tmpfs -o size=64k tmpfs ${folder} && umount ${folder}`
  return process.platform === "linux" && spawnSync("sh", ["-c", script]).status === 0
}

/** Attaching to a process needs strace and the right to. */
export const canInject =
  process.platform === "linux" &&
  spawnSync("strace", ["-qq", "-e", "trace=fsync", "true"]).status === 0

/** A disk of 4 MB in memory. */
export async function smallDisk() {
  const folder = await temporaryFolder()
  const path = `${folder.path}/disk`
  await mkdir(path)
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${SIZE_BYTES}`, "tmpfs", path])
  const filler = `${path}/filler`

  return {
    path,
    /** Takes all the room there is left. */
    async fill() {
      const chunk = Buffer.alloc(4_096)
      const full = (error: NodeJS.ErrnoException) => {
        if (error.code !== "ENOSPC") throw error
        return true
      }
      while ((await writeFile(filler, chunk, { flag: "a" }).catch(full)) !== true);
    },
    makeRoom: () => rm(filler),
    async [Symbol.asyncDispose]() {
      execFileSync("umount", ["--lazy", path])
      await folder[Symbol.asyncDispose]()
    },
  }
}

/** Every call with which a store changes a file; sockets are written to with others. */
export const CHANGES = "fsync,fdatasync,pwrite64,ftruncate,rename,unlink"

/** Makes the kernel refuse a running process these calls with `error`, until the scope ends. */
export async function refuseCalls(pid: number, calls: string, error: string) {
  const what = ["-f", "-p", String(pid), "-e", `inject=${calls}:error=${error}`]
  const tracer = spawn("strace", [...what, "-o", "/dev/null"], {
    stdio: ["ignore", "ignore", "pipe"],
  })
  let said = ""
  tracer.stderr.on("data", (chunk) => (said += chunk))
  // One line for each thread it holds; then it is at work.
  while (!said.includes("attached")) await wait(10)
  return {
    async [Symbol.asyncDispose]() {
      tracer.kill("SIGINT")
      await once(tracer, "close")
    },
  }
}
