/** Which rooms call for nobody's attention: what is said there is counted in the list, and nowhere else. */
import { createSignal } from "solid-js"
import { ownName } from "../base.ts"
import type { Room } from "../sdk/index.ts"
import { createChannel } from "../storage/channel.ts"
import type { MutedShelf } from "../storage/muted.ts"

/** For as long as the caller's scope lives; the same in all tabs of one person. */
export function createMuting(kept: MutedShelf, person: string) {
  const [muted, setMuted] = createSignal<ReadonlySet<string>>(new Set())
  const tell = createChannel<string[]>(ownName(`confab.muted.${person}`), (keys) =>
    setMuted(new Set(keys)),
  )
  void load()

  async function load() {
    const found = await kept.all()
    if (found) setMuted((known) => new Set([...known, ...found]))
  }

  return {
    isMuted: (room: Room) => muted().has(keyOf(room)),
    toggle(room: Room) {
      const next = new Set(muted())
      if (!next.delete(keyOf(room))) next.add(keyOf(room))
      setMuted(next)
      tell([...next])
      void kept.keep([...next])
    },
  }
}

export type Muting = ReturnType<typeof createMuting>

/** Another database may have another room with this id. */
const keyOf = ({ id, createdAt }: Room) => `${id} ${createdAt}`
