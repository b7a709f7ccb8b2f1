/** Each of the proxies with a sample, as a community runs it: TLS, a path on a shared address, two nodes, restarts. */
import { expect, test } from "vitest"
import { selfSigned } from "../support/certificate.ts"
import { note } from "../support/figures.ts"
import { followEvents } from "../support/persistent-followers.ts"
import { reach } from "../support/reach.ts"
import { metricsToken } from "../support/topology/figure-at.ts"
import { behind } from "../support/topology/proxies/behind.ts"
import { proxies } from "../support/topology/proxies/proxies.ts"
import { restartUnderLoad } from "../support/topology/restarting.ts"
import { startTopology } from "../support/topology/topology.ts"
import { doors, rest } from "../support/visitors.ts"

const env = { RATE_LIMIT: "off", METRICS_TOKEN: metricsToken }

for (const kind of proxies)
  behind(kind, () => {
    test("with TLS and a path all is there, at once, and nodes may be restarted while everybody talks", async () => {
      await using certificate = await selfSigned()
      await using topology = await startTopology({ kind, path: "/chat", certificate, env })
      const server = reach(topology.url)
      const { id: roomId } = await rest.visit(server, "ann").createRoom("lobby")

      const follower = followEvents({ url: topology.url, roomId, username: "bo" })
      await expect.poll(() => follower.isIn()).toBe(true)
      for (const [n, door] of doors.entries()) {
        const visitor = door.visit(server, "ann")
        const sent = await visitor.send({ roomId, content: door.name, clientId: door.name })
        expect((await visitor.history({ roomId })).at(-1)).toEqual(sent)
        // One after the other: what is held back until there is more would never come.
        await expect.poll(() => follower.seqs).toHaveLength(n + 1)
      }
      await follower.leave()
      await server.leaveAll()

      note(`rolling restart behind ${kind.name}`, await restartUnderLoad(topology, { each: 25 }))
    })
  })
