/** Each node is restarted while people write and follow through the proxy: what they notice of it. */
import { expect } from "vitest"
import { createLedger, nothingWrong, wholeRoom } from "../ledger.ts"
import { followEvents, followRaw, followTyped } from "../persistent-followers.ts"
import { reach } from "../reach.ts"
import { startTireless } from "../tireless.ts"
import { rest } from "../visitors.ts"
import { figureAt } from "./figure-at.ts"
import type { Topology } from "./topology.ts"

const WRITERS = 8
const SILENCE_MS_MAX = 3_000

/** Fails when something is lost or comes twice, or somebody hears nothing for too long. `each`: acknowledged between two restarts. */
export async function restartUnderLoad(topology: Topology, { each }: { each: number }) {
  const server = reach(topology.url)
  const ledger = createLedger()
  const { id: roomId } = await rest.visit(server, "ann").createRoom("busy")
  const place = { url: topology.url, roomId }
  const followers = [followTyped, followRaw, followEvents, followTyped, followRaw].map(
    (follow, n) => follow({ ...place, username: `follower ${n}` }),
  )
  await expect.poll(() => followers.every(({ isIn }) => isIn()), { timeout: 10_000 }).toBe(true)
  const writing = startTireless({ urls: [topology.url], ledger, roomId, count: WRITERS })

  for (const node of topology.nodes) {
    await ledger.acknowledged(each)
    expect(await node.restart()).toBe(0)
    // Only when the proxy sends people there again may the other go.
    await expect
      .poll(() => figureAt(node.url, "confab_messages_stored_total"), { timeout: 20_000 })
      .toBeGreaterThan(0)
  }
  await ledger.acknowledged(each)
  const askedAgain = await writing.stop()

  const found = await wholeRoom(rest.visit(server, "a reader"), roomId)
  expect(ledger.audit(roomId, found)).toEqual(nothingWrong)
  expect(ledger.withFate("acknowledged")).toHaveLength(found.length)
  const all = found.map(({ seq }) => seq)
  for (const { seqs } of followers) await expect.poll(() => seqs, { timeout: 10_000 }).toEqual(all)
  const comebacks = followers.map((follower) => follower.comebacks())
  const silences = followers.map((follower) => follower.silence())
  expect(Math.max(...silences)).toBeLessThan(SILENCE_MS_MAX)
  for (const follower of followers) await follower.leave()
  await server.leaveAll()
  return {
    acknowledged: found.length,
    "asked again": askedAgain,
    "longest wait, ms": Math.round(ledger.wait(0.9999)),
    "most comebacks of a follower": Math.max(...comebacks),
    "longest silence for a follower, ms": Math.round(Math.max(...silences)),
  }
}
