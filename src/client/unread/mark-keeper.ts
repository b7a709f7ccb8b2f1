import { onCleanup } from "solid-js"
import { ownName } from "../base.ts"
import type { ReadMarks } from "../kept/read-marks.ts"
import type { Marks } from "./marks.ts"

type Told = { person: string; marks: [number, number][] }

/** Tells marks to the other tabs at once, and keeps them as fast as this browser can, the newest of each room. */
export function createMarkKeeper(
  kept: ReadMarks,
  { person, hear }: { person: string; hear: (marks: Marks) => void },
) {
  const channel = new BroadcastChannel(ownName("confab.read"))
  let waiting = new Map<number, number>()
  let writing = false

  channel.onmessage = ({ data }: MessageEvent<Told>) => {
    if (data.person === person) hear(new Map(data.marks))
  }
  onCleanup(() => channel.close())

  async function write() {
    if (writing) return
    writing = true
    while (waiting.size > 0) {
      const marks = waiting
      waiting = new Map()
      await kept.keep(marks)
    }
    writing = false
  }

  return (marks: Marks) => {
    if (marks.size === 0) return
    channel.postMessage({ person, marks: [...marks] } satisfies Told)
    for (const [roomId, seq] of marks) waiting.set(roomId, seq)
    void write()
  }
}
