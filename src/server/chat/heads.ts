/**
 * How far the log of each room reaches, compared with its line from time to time: what the bus lost is told all the same,
 * and a room that is gone is over. Where the bus is away, this alone is how a message reaches the other nodes.
 */
import { HEAD_CHECK_ALONE_MS, HEAD_CHECK_MS, HEADS_AT_ONCE_MAX } from "../../shared/limits.ts"
import type { Figures } from "../figures.ts"
import type { Bus } from "../hub/bus.ts"
import type { Store } from "../store/store.ts"
import type { Lines } from "./lines.ts"

type Parts = { store: Pick<Store, "heads">; lines: Lines; bus: Pick<Bus, "isUp">; figures: Figures }

export function createHeads({ store, lines, bus, figures }: Parts) {
  const due = new Set<number>()
  let isChecking = false
  let soon: NodeJS.Immediate | undefined
  let next = planNext()

  function planNext() {
    const wait = bus.isUp() ? HEAD_CHECK_MS : HEAD_CHECK_ALONE_MS
    return setTimeout(checkAll, wait).unref()
  }

  function checkAll() {
    next = planNext()
    for (const roomId of lines.rooms()) due.add(roomId)
    void checkDue()
  }

  async function checkDue() {
    soon = undefined
    if (isChecking) return
    isChecking = true
    while (due.size > 0) {
      const roomIds = [...due.values().take(HEADS_AT_ONCE_MAX)]
      for (const roomId of roomIds) due.delete(roomId)
      // A store that cannot be read now is asked again next time.
      await compare(roomIds).catch(() => due.clear())
    }
    isChecking = false
  }

  async function compare(roomIds: number[]) {
    figures.headChecks += roomIds.length
    const known = new Set(roomIds.filter((roomId) => lines.get(roomId)?.seq != null))
    const heads = new Map(
      (await store.heads(roomIds)).map(({ roomId, seq }) => [roomId, seq] as const),
    )
    for (const roomId of roomIds) {
      const seq = heads.get(roomId)
      if (seq !== undefined) lines.get(roomId)?.reach(seq)
      // One that was not known to exist may have been made since.
      else if (known.has(roomId)) lines.end(roomId)
    }
  }

  return {
    /** Compares this room with whatever else is due in this turn. */
    check(roomId: number) {
      due.add(roomId)
      soon ??= setImmediate(checkDue)
    },
    close() {
      clearTimeout(next)
      clearImmediate(soon)
      due.clear()
    },
  }
}
