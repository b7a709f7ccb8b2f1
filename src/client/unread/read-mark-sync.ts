import { ownName } from "../base.ts"
import { createChannel } from "../storage/channel.ts"
import type { ReadMarkStore } from "../storage/read-marks.ts"
import type { Marks } from "./read-marks.ts"

/** So many are written within a frame: on a first visit there is one for each of thousands of rooms. */
const MARKS_AT_ONCE = 200

/** As it is sent to other tabs, which may be of another version. */
type TabMessage = { person: string; marks: [number, number][] }
type SyncOptions = { person: string; receive: (marks: Marks) => void }

/** Returns what sends marks to the other tabs at once, and stores them as fast as this browser can. */
export function createReadMarkSync(store: ReadMarkStore, { person, receive }: SyncOptions) {
  const waiting = new Map<number, number>()
  let isWriting = false

  const post = createChannel<TabMessage>(ownName("confab.read"), (message) => {
    if (message.person === person) receive(new Map(message.marks))
  })

  async function write() {
    if (isWriting) return
    isWriting = true
    try {
      while (waiting.size > 0) await store.put(takeSome())
    } finally {
      isWriting = false
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
    post({ person, marks: [...marks] })
    for (const [roomId, seq] of marks) waiting.set(roomId, seq)
    void write()
  }
}
