import { linkAddresses } from "../link.ts"
import { findProgram, freePort, startAgainAndAgain } from "./program.ts"

/** A Redis (or Valkey) of its own on a free port, that keeps nothing. */
export async function startRedis() {
  const command = redisProgram()
  if (!command) throw new Error("Redis is not installed: Debian has it in the package redis-server")
  const port = await freePort()
  const keepsNothing = ["--save", "", "--appendonly", "no"]
  const redis = await startAgainAndAgain({
    command,
    args: ["--port", `${port}`, "--bind", "127.0.0.1", ...linkAddresses, ...keepsNothing],
    ready: /Ready to accept connections/i,
    stop: "SIGTERM",
  })
  return { ...redis, url: `redis://127.0.0.1:${port}` }
}

const redisProgram = () => findProgram("redis-server", "valkey-server")

export const hasRedis = () => redisProgram() !== null
