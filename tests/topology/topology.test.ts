/** Two nodes behind the proxy, as compose.yaml describes them: what people notice of it, which should be nothing. */
import { describe, expect, test } from "vitest"
import { note } from "../support/figures.ts"
import { createLedger, nothingWrong, wholeRoom } from "../support/ledger.ts"
import { followEvents, followRaw, followTyped } from "../support/persistent-followers.ts"
import { type Reach, reach } from "../support/reach.ts"
import { startTireless } from "../support/tireless.ts"
import { findProgram } from "../support/topology/program.ts"
import { startTopology } from "../support/topology/topology.ts"
import { doors, rest } from "../support/visitors.ts"

const hasProxy = findProgram("haproxy") !== null || process.env.CI === "true"
const without = hasProxy ? "" : " (skipped, because HAProxy is not installed)"
const metricsToken = "s3cret"
const WRITERS = 8
const SILENCE_MS_MAX = 3_000
const env = { RATE_LIMIT: "off", METRICS_TOKEN: metricsToken }

describe.skipIf(!hasProxy)(`two nodes behind a proxy${without}`, { timeout: 60_000 }, () => {
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
    const server = reach(topology.url)
    const ledger = createLedger()
    const { id: roomId } = await rest.visit(server, "ann").createRoom("lobby")
    const place = { url: topology.url, roomId }
    const followers = [followTyped, followRaw, followEvents, followTyped, followRaw].map(
      (follow, n) => follow({ ...place, username: `follower ${n}` }),
    )
    await expect.poll(() => followers.every(({ isIn }) => isIn()), { timeout: 10_000 }).toBe(true)
    const writing = startTireless({ urls: [topology.url], ledger, roomId, count: WRITERS })

    for (const node of topology.nodes) {
      await ledger.acknowledged(50)
      expect(await node.restart()).toBe(0)
      // Only when the proxy sends people there again may the other go.
      await expect
        .poll(() => figureAt(node.url, "confab_messages_stored_total"), { timeout: 20_000 })
        .toBeGreaterThan(0)
    }
    await ledger.acknowledged(50)
    const askedAgain = await writing.stop()

    const found = await wholeRoom(rest.visit(server, "a reader"), roomId)
    expect(ledger.audit(roomId, found)).toEqual(nothingWrong)
    expect(ledger.withFate("acknowledged")).toHaveLength(found.length)
    const all = found.map(({ seq }) => seq)
    for (const { seqs } of followers)
      await expect.poll(() => seqs, { timeout: 10_000 }).toEqual(all)
    const comebacks = followers.map((follower) => follower.comebacks())
    const silences = followers.map((follower) => follower.silence())
    expect(Math.max(...silences)).toBeLessThan(SILENCE_MS_MAX)
    for (const follower of followers) await follower.leave()
    await server.leaveAll()
    note("rolling restart of two nodes", {
      acknowledged: found.length,
      "asked again": askedAgain,
      "longest wait, ms": Math.round(ledger.wait(0.9999)),
      "most comebacks of a follower": Math.max(...comebacks),
      "longest silence for a follower, ms": Math.round(Math.max(...silences)),
    })
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

/** What a node has counted since its start; 0 too where it does not answer. */
async function figureAt(node: string, name: string): Promise<number> {
  const headers = { authorization: `Bearer ${metricsToken}` }
  const asked = await fetch(`${node}/metrics`, { headers }).catch(() => null)
  const lines = ((await asked?.text()) ?? "").split("\n")
  const found = lines.find((line) => line.startsWith(`${name} `))
  return Number(found?.slice(name.length) ?? 0)
}
