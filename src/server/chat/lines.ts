import type { RoomEvent } from "../../shared/events.ts"
import { RING_KEEP_MS, RINGS_BYTES_MAX, RINGS_HEAP_PARTS } from "../../shared/limits.ts"
import { heapShare } from "../admission/heap-share.ts"
import type { Figures } from "../figures.ts"
import type { Hub } from "../hub/hub.ts"
import type { Store } from "../store/store.ts"
import { Line } from "./line.ts"

type Parts = {
  store: Store
  hub: Hub<number, RoomEvent>
  figures: Pick<Figures, "gapFills">
  /** The room is gone: nobody need remember anything of it. */
  forget(roomId: number): void
  /** Hears what other nodes tell the room; the answer stops it. */
  attend(roomId: number): (() => void) | undefined
}

/** The lines of the rooms that somebody listens to, or did a moment ago: the one way by which a room is told anything. */
export function createLines({ store, hub, figures, forget, attend }: Parts) {
  /** Those longest without a message first. */
  const lines = new Map<number, Line>()
  const departures = new Map<number, () => void>()
  const space = { bytes: 0 }
  const spaceBytesMax = heapShare(RINGS_HEAP_PARTS, RINGS_BYTES_MAX)
  const forgetting = setInterval(forgetIdle, RING_KEEP_MS)
  forgetting.unref()

  function open(roomId: number): Line {
    const tell: ConstructorParameters<typeof Line>[0]["tell"] = (told) => {
      // One that was let go while it still read is no longer the room's.
      if (lines.get(roomId) !== line) return
      const isEnd = told.event.type === "room_deleted"
      if (isEnd) forget(roomId)
      hub.publish(roomId, told)
      if (!isEnd) return
      letGo(roomId)
      hub.end(roomId)
    }
    const line = new Line({ roomId, store, space, figures, tell })
    lines.set(roomId, line)
    const depart = attend(roomId)
    if (depart) departures.set(roomId, depart)
    return line
  }

  function letGo(roomId: number) {
    lines.get(roomId)?.retire()
    lines.delete(roomId)
    departures.get(roomId)?.()
    departures.delete(roomId)
  }

  function forgetIdle() {
    const now = performance.now()
    for (const [roomId, line] of lines)
      if (line.isIdle(now) && !hub.hasListeners(roomId)) letGo(roomId)
  }

  /** Keeps all rings together within their bound. */
  function forgetQuietest() {
    for (const line of lines.values()) {
      if (space.bytes <= spaceBytesMax) return
      line.forgetRecent()
    }
  }

  return {
    /** The room's line, whether or not there is such a room: its first reading tells. */
    of: (roomId: number): Line => lines.get(roomId) ?? open(roomId),

    /** What turned out to be no room must not stay behind as a line. */
    forgetUnknown(roomId: number): void {
      if (lines.get(roomId)?.seq === null) letGo(roomId)
      forgetQuietest()
    },

    /** Tells the room, if anybody listens. `edition` is that of a list of people. */
    announce(roomId: number, event: RoomEvent, edition = 0): void {
      const line = lines.get(roomId)
      if (!line) return
      if (event.type === "message") {
        lines.delete(roomId)
        lines.set(roomId, line)
      }
      line.hear(event, edition)
      forgetQuietest()
    },

    /** The room is gone, whoever noticed: everybody in it is told, and that is the end. */
    end(roomId: number): void {
      const line = lines.get(roomId)
      if (line) line.hear({ type: "room_deleted", roomId })
      else forget(roomId)
    },

    get: (roomId: number): Line | undefined => lines.get(roomId),

    /** Those with a line. */
    rooms: (): Iterable<number> => lines.keys(),

    close() {
      clearInterval(forgetting)
      for (const depart of departures.values()) depart()
      departures.clear()
    },
  }
}

export type Lines = ReturnType<typeof createLines>
