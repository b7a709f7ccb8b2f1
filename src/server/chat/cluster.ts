/** This node as one of several: what it tells the others, and what it makes of what they tell. */
import type { Logger } from "pino"
import type { RoomEvent } from "../../shared/events.ts"
import type { Bus } from "../hub/bus.ts"
import { noBus } from "../hub/no-bus.ts"
import type { Store } from "../store/store.ts"
import { createHeads } from "./heads.ts"
import type { Lines } from "./lines.ts"
import { RoomNews, topics } from "./news.ts"
import { createPost } from "./post.ts"

/** What it takes to be one of several nodes on one database. */
export type Nodes = { bus: Bus; log: Pick<Logger, "warn"> }

type Parts = { store: Store; lines: Lines }
type Told = Extract<RoomEvent, { type: "message" | "typing" | "room_deleted" }>

export function createCluster({ bus, log }: Nodes, { store, lines }: Parts) {
  const post = createPost({ bus, log })
  const heads = createHeads({ store, lines, bus })

  function hear(roomId: number, news: RoomNews) {
    switch (news.type) {
      case "message":
        return lines.announce(roomId, news)
      case "room_deleted":
        return lines.end(roomId)
      default:
        return
    }
  }

  return {
    /** Hears what other nodes tell the room; the answer stops it. */
    attend: (roomId: number): (() => void) =>
      post.hear(topics.room(roomId), RoomNews, {
        hear: (news) => hear(roomId, news),
        // What was told while nobody listened is in the log.
        inForce: () => heads.check(roomId),
      }),

    /** Tells the room's people at other nodes. */
    tell(roomId: number, event: Told) {
      post.tell(topics.room(roomId), event)
    },

    /** False while the bus is away that there should be. */
    isUp: () => bus === noBus || bus.isUp(),

    close() {
      heads.close()
    },
  }
}

export type Cluster = ReturnType<typeof createCluster>
