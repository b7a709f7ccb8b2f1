/** This node as one of several: what it tells the others, and what it makes of what they tell. */
import type { Logger } from "pino"
import type { RoomEvent } from "../../shared/events.ts"
import type { Bus } from "../hub/bus.ts"
import { noBus } from "../hub/no-bus.ts"
import type { Store } from "../store/store.ts"
import { createHeads } from "./heads.ts"
import type { Lines } from "./lines.ts"
import { RoomNews, topics } from "./news.ts"
import { personNamed } from "./people.ts"
import { createPost } from "./post.ts"
import type { PresenceBoard } from "./presence.ts"
import { createRoster } from "./roster.ts"
import type { TypingBoard, TypingEvent } from "./typing.ts"

/** What it takes to be one of several nodes on one database. */
export type Nodes = { bus: Bus; log: Pick<Logger, "warn"> }

type Parts = { store: Store; lines: Lines; presence: PresenceBoard; typing: TypingBoard }
type Told = Extract<RoomEvent, { type: "message" | "typing" | "room_deleted" }>

export function createCluster({ bus, log }: Nodes, { store, lines, presence, typing }: Parts) {
  const post = createPost({ bus, log })
  const heads = createHeads({ store, lines, bus })
  const roster = createRoster({ bus, post, presence })

  function hear(roomId: number, news: RoomNews, from: string) {
    switch (news.type) {
      case "message":
        return lines.announce(roomId, news)
      case "room_deleted":
        return lines.end(roomId)
      case "typing":
        return hearTyping(roomId, news)
      case "came":
      case "went":
      case "roll":
      case "beat":
      case "call":
        return roster.hear(roomId, from, news)
      default:
        return news satisfies never
    }
  }

  function hearTyping(roomId: number, { username, isTyping }: TypingEvent) {
    const who = personNamed(username)
    if (isTyping) typing.begin(roomId, who, lines.announce)
    else typing.stop(roomId, who)
  }

  return {
    /** Hears what other nodes tell the room; the answer stops it. */
    attend(roomId: number): () => void {
      roster.attend(roomId)
      const stop = post.hear(topics.room(roomId), RoomNews, {
        hear: (news, from) => hear(roomId, news, from),
        inForce() {
          // What was told while nobody listened is in the log, and who is there the others know.
          heads.check(roomId)
          roster.call(roomId)
        },
      })
      return () => {
        stop()
        roster.dismiss(roomId)
      }
    },

    known: roster.known,
    note: roster.note,

    /** Tells the room's people at other nodes. */
    tell(roomId: number, event: Told) {
      post.tell(topics.room(roomId), event)
    },

    /** False while the bus is away that there should be. */
    isUp: () => bus === noBus || bus.isUp(),

    close() {
      heads.close()
      roster.close()
    },
  }
}

export type Cluster = ReturnType<typeof createCluster>
