import { findProgram, freePort, startProgram } from "./program.ts"

/** A Redis (or Valkey) of its own on a free port, that keeps nothing. */
export async function startRedis() {
  const command = findProgram("redis-server", "valkey-server")
  if (!command) throw new Error("Redis is not installed: Debian has it in the package redis-server")
  const port = await freePort()
  const keepsNothing = ["--save", "", "--appendonly", "no"]
  const redis = await startProgram({
    command,
    args: ["--port", `${port}`, "--bind", "127.0.0.1", ...keepsNothing],
    ready: /Ready to accept connections/i,
    stop: "SIGTERM",
  })
  return { ...redis, url: `redis://127.0.0.1:${port}` }
}
