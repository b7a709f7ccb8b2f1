import { ownName } from "../base.ts"
import { createChannel } from "../storage/channel.ts"
import type { ReadMarks } from "../storage/read-marks.ts"
import type { Marks } from "./read-marks.ts"

/** So many are written within a frame: on a first visit there is one for each of thousands of rooms. */
const MARKS_AT_ONCE = 200

type Told = { person: string; marks: [number, number][] }

/** Tells marks to the other tabs at once, and keeps them as fast as this browser can, the newest of each room. */
export function createMarkKeeper(
  kept: ReadMarks,
  { person, hear }: { person: string; hear: (marks: Marks) => void },
) {
  const waiting = new Map<number, number>()
  let writing = false

  const tell = createChannel<Told>(ownName("confab.read"), (told) => {
    if (told.person === person) hear(new Map(told.marks))
  })

  async function write() {
    if (writing) return
    writing = true
    try {
      while (waiting.size > 0) await kept.keep(takeSome())
    } finally {
      writing = false
    }
  }

  function takeSome(): Marks {
    const some = new Map<number, number>()
    for (const [roomId, seq] of waiting) {
      if (some.size === MARKS_AT_ONCE) break
      some.set(roomId, seq)
      waiting.delete(roomId)
    }
    return some
  }

  return (marks: Marks) => {
    if (marks.size === 0) return
    tell({ person, marks: [...marks] })
    for (const [roomId, seq] of marks) waiting.set(roomId, seq)
    void write()
  }
}
