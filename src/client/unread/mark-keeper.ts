import { createChannel } from "../kept/channel.ts"
import type { ReadMarks } from "../kept/read-marks.ts"
import type { Marks } from "./marks.ts"

type Told = { person: string; marks: [number, number][] }

/** Tells marks to the other tabs at once, and keeps them as fast as this browser can, the newest of each room. */
export function createMarkKeeper(
  kept: ReadMarks,
  { person, hear }: { person: string; hear: (marks: Marks) => void },
) {
  let waiting = new Map<number, number>()
  let writing = false

  const tell = createChannel<Told>("confab.read", (told) => {
    if (told.person === person) hear(new Map(told.marks))
  })

  async function write() {
    if (writing) return
    writing = true
    try {
      while (waiting.size > 0) {
        const marks = waiting
        waiting = new Map()
        await kept.keep(marks)
      }
    } finally {
      writing = false
    }
  }

  return (marks: Marks) => {
    if (marks.size === 0) return
    tell({ person, marks: [...marks] })
    for (const [roomId, seq] of marks) waiting.set(roomId, seq)
    void write()
  }
}
