import { type ServerProcess, startServerProcess } from "../server-process.ts"
import { freePort } from "./program.ts"

/** A server that may be another process after a while, at the same address. */
export async function startNode(env: Record<string, string>) {
  const port = await freePort()
  const start = () => startServerProcess({ ...env, PORT: `${port}` })
  let current: ServerProcess = await start()

  return {
    address: `127.0.0.1:${port}`,
    url: current.url,
    process: () => current,
    start: async () => {
      current = await start()
    },
    /** Drains and ends it, then starts it anew. Answers its exit code. */
    async restart() {
      const { code } = await current.stop()
      current = await start()
      return code
    },
    /** Ends it as a power cut would. */
    kill: () => current.kill(),
    /** It stands still until what comes back is called. */
    pause() {
      const { pid } = current
      process.kill(pid, "SIGSTOP")
      return () => process.kill(pid, "SIGCONT")
    },
    async [Symbol.asyncDispose]() {
      if (current.isRunning()) await current.stop()
    },
  }
}

export type Node = Awaited<ReturnType<typeof startNode>>
