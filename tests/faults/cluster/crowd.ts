/** Who is there while things break: writers through every door and followers in every dialect, at both nodes. */
import { expect } from "vitest"
import { startCuttingProxy } from "../../support/cutting-proxy.ts"
import { createLedger, type Ledger, nothingWrong, wholeRoom } from "../../support/ledger.ts"
import {
  followEvents,
  followRaw,
  followTyped,
  type PersistentFollower,
} from "../../support/persistent-followers.ts"
import { reach } from "../../support/reach.ts"
import { startTireless } from "../../support/tireless.ts"
import { rest } from "../../support/visitors.ts"
import type { Fault } from "./fault.ts"
import type { Ground } from "./ground.ts"

const WRITERS = 8
const PATIENCE = { timeout: 30_000, interval: 20 }

let crowds = 0

export async function startCrowd({ nodes }: Ground, { isOneSided }: Pick<Fault, "isOneSided">) {
  const urls = nodes.map(({ url }) => url)
  await Promise.all(urls.map(isWell))
  const [first] = urls as [string, string]
  const { id: roomId } = await rest.visit(reach(first), "founder").createRoom(`room ${++crowds}`)

  // Some stay with their node whatever happens to it, others take whichever they get.
  let turn = 0
  const wherever = await startCuttingProxy(() => urls[turn++ % urls.length] as string)
  const followers = [...urls, wherever.url].flatMap((url, place) =>
    [followRaw, followTyped, followEvents].map((follow, n) =>
      follow({ url, roomId, username: `follower ${place} ${n}` }),
    ),
  )
  await expect.poll(() => followers.every(({ isIn }) => isIn()), PATIENCE).toBe(true)
  const ledger = createLedger()
  const writing = startTireless({
    urls: isOneSided ? [first] : urls,
    ledger,
    roomId,
    count: WRITERS,
  })

  return {
    /** Resolves when so many more messages were acknowledged. */
    acknowledged: ledger.acknowledged,

    /** Resolves when everybody has heard what was acknowledged up to now. */
    async inStep() {
      const seq = latestIn(ledger)
      const isHere = ({ seqs }: PersistentFollower) => (seqs.at(-1) ?? 0) >= seq
      await expect.poll(() => followers.every(isHere), PATIENCE).toBe(true)
    },

    /** Resolves when both nodes can do everything again. */
    well: () => Promise.all(urls.map(isWell)),

    /** Ends the writing, and holds everything that was heard and kept against what was sent. */
    async settle() {
      await Promise.all(urls.map(isWell))
      const askedAgain = await writing.stop()
      const [found, other] = await Promise.all(urls.map((url) => roomAt(url, roomId)))
      expect(other).toEqual(found)
      expect(ledger.audit(roomId, found!)).toEqual(nothingWrong)
      expect(ledger.withFate("acknowledged")).toHaveLength(found!.length)
      const seqs = found!.map(({ seq }) => seq)
      const words = new Map(found!.map(({ seq, clientId }) => [seq, clientId]))
      for (const follower of followers) {
        await expect.poll(() => follower.seqs, PATIENCE).toEqual(seqs)
        for (const [seq, word] of follower.words) expect(word).toBe(words.get(seq))
      }
      return {
        acknowledged: found!.length,
        "asked again": askedAgain,
        comebacks: followers.reduce((sum, { comebacks }) => sum + comebacks(), 0),
        "longest wait, ms": Math.round(ledger.wait(0.9999)),
        "longest silence, ms": Math.round(Math.max(...followers.map((one) => one.silence()))),
      }
    },

    async [Symbol.asyncDispose]() {
      for (const { leave } of followers) await leave()
      await wherever[Symbol.asyncDispose]()
    },
  }
}

export type Crowd = Awaited<ReturnType<typeof startCrowd>>

const latestIn = (ledger: Ledger) =>
  Math.max(0, ...ledger.withFate("acknowledged").map(({ seq = 0 }) => seq))

const roomAt = (url: string, roomId: number) => wholeRoom(rest.visit(reach(url), "reader"), roomId)

async function isWell(url: string) {
  const status = async () =>
    (await fetch(`${url}/readyz`).catch(() => null))?.json().catch(() => null)
  await expect.poll(status, PATIENCE).toEqual({ status: "ready" })
}
