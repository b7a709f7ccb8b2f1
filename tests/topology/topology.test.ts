/** Two nodes behind the proxy, as compose.yaml describes them: what people notice of it, which should be nothing. */
import { expect, test } from "vitest"
import { note } from "../support/figures.ts"
import { type Reach, reach } from "../support/reach.ts"
import { figureAt, metricsToken } from "../support/topology/figure-at.ts"
import { behind } from "../support/topology/proxies/behind.ts"
import { haproxy } from "../support/topology/proxies/haproxy.ts"
import { restartUnderLoad } from "../support/topology/restarting.ts"
import { startTopology } from "../support/topology/topology.ts"
import { doors, rest } from "../support/visitors.ts"

const env = { RATE_LIMIT: "off", METRICS_TOKEN: metricsToken }

behind(haproxy, () => {
  test("every door is open, and people on different nodes hear each other", async () => {
    await using topology = await startTopology({ env })
    const server = reach(topology.url)
    const { id: roomId } = await rest.visit(server, "ann").createRoom("lobby")

    for (const door of doors) {
      const visitor = door.visit(server, "ann")
      const clientId = door.name
      const sent = await visitor.send({ roomId, content: `by ${door.name}`, clientId })
      expect((await visitor.history({ roomId })).at(-1)).toEqual(sent)
    }

    const [a, b] = topology.nodes.map(({ url }) => reach(url)) as [Reach, Reach]
    for (const [here, there] of [
      [a, b],
      [b, a],
    ] as const) {
      const typed = there.client("bo")
      const heard = Promise.withResolvers<string>()
      const started = Promise.withResolvers<void>()
      typed.onRoomEvent.subscribe(
        { roomId },
        {
          onStarted: () => started.resolve(),
          onData: ({ data }) => data.type === "message" && heard.resolve(data.content),
        },
      )
      const raw = there.raw(roomId, { username: "cleo" })
      await Promise.all([started.promise, raw.hears("users_list")])
      await here.raw(roomId, { username: "ann" }).say(`from ${here.url}`)
      expect(await raw.hears("message")).toMatchObject({ content: `from ${here.url}` })
      expect(await heard.promise).toBe(`from ${here.url}`)
    }

    for (const { url } of topology.nodes) {
      expect(await figureAt(url, "confab_bus_lag_seconds_count")).toBeGreaterThan(0)
      expect(await figureAt(url, "confab_bus_head_checks_total")).toBeGreaterThan(0)
    }
    await checkWhatTheProxyDoes(server, topology.nodes[0].url)
    await Promise.all([server, a, b].map(({ leaveAll }) => leaveAll()))
  })

  test("each node may be restarted while everybody talks: nothing is lost, and nobody hears nothing for 3 s", async () => {
    await using topology = await startTopology({ env })
    note("rolling restart of two nodes", await restartUnderLoad(topology, { each: 50 }))
  })
})

async function checkWhatTheProxyDoes({ rest: { ask, post } }: Reach, node: string) {
  const headers = { authorization: `Bearer ${metricsToken}` }
  expect((await ask("/metrics", { headers })).status).toBe(404)
  expect((await fetch(`${node}/metrics`, { headers })).status).toBe(200)

  expect((await ask("/readyz")).headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/)
  const named = await ask("/readyz", { headers: { "x-request-id": "from-outside" } })
  expect(named.headers.get("x-request-id")).toBe("from-outside")

  const evil = { origin: "https://evil.example", "x-forwarded-host": "evil.example" }
  expect((await post("/api/chat/rooms", { name: "planted" }, evil)).status).toBe(403)
}
