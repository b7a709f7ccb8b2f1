/** Muted rooms: what is said there is counted in the list of rooms, and nowhere else. */
import { createSignal } from "solid-js"
import { ownName } from "../base.ts"
import type { Room } from "../sdk/index.ts"
import { createChannel } from "../storage/channel.ts"
import type { MutedStore } from "../storage/muted.ts"

/** For as long as the caller's scope lives; the same in all tabs of one person. */
export function createMuting(store: MutedStore, person: string) {
  const [muted, setMuted] = createSignal<ReadonlySet<string>>(new Set())
  const post = createChannel<string[]>(ownName(`confab.muted.${person}`), (keys) =>
    setMuted(new Set(keys)),
  )
  void load()

  async function load() {
    const stored = await store.all()
    if (stored) setMuted((known) => new Set([...known, ...stored]))
  }

  return {
    isMuted: (room: Room) => muted().has(keyOf(room)),
    toggle(room: Room) {
      const next = new Set(muted())
      if (!next.delete(keyOf(room))) next.add(keyOf(room))
      setMuted(next)
      post([...next])
      void store.put([...next])
    },
  }
}

export type Muting = ReturnType<typeof createMuting>

/** Another database may have another room with this id. */
const keyOf = ({ id, createdAt }: Room) => `${id} ${createdAt}`
