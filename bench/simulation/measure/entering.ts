import { confabTrpc } from "../../peers/contestants.ts"
import { startLoad } from "../../processes/load.ts"
import { startServer } from "../../processes/server.ts"
import { gatheringOf } from "../../scenarios/match.ts"

const ROOMS = 200
const MEMBERS = 10

/** CPU of the server for one connection that upgrades, says its name and follows a room of ten. */
export async function measureEntering() {
  const server = await startServer(confabTrpc, 2 * ROOMS)
  const crowd = { members: MEMBERS, senders: 0, names: "own" as const }
  const warmUp = await startLoad(gatheringOf(server, server.roomIds.slice(0, ROOMS), crowd))
  const before = server.cpuSeconds().total
  const load = await startLoad(gatheringOf(server, server.roomIds.slice(ROOMS), crowd))
  const cpu = server.cpuSeconds().total - before
  for (const running of [load, warmUp, server]) await running.stop()
  return { enterMicros: (cpu * 1e6) / (ROOMS * MEMBERS) }
}
