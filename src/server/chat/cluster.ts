/** This node as one of several: what it tells the others, and what it makes of what they tell. */
import { ActivityEvent, type RoomEvent, RoomsEvent } from "../../shared/events.ts"
import type { ShareRate } from "../admission/rates.ts"
import type { Figures } from "../figures.ts"
import type { Bus } from "../hub/bus.ts"
import type { Hub } from "../hub/hub.ts"
import { noBus } from "../hub/no-bus.ts"
import type { Store } from "../store/store.ts"
import type { ActivityBoard } from "./activity.ts"
import { createHeads } from "./heads.ts"
import type { Lines } from "./lines.ts"
import { createList } from "./list.ts"
import { RoomNews, topics } from "./news.ts"
import { personNamed } from "./people.ts"
import { createPost } from "./post.ts"
import type { PresenceBoard } from "./presence.ts"
import { createRoster } from "./roster.ts"
import type { TypingBoard, TypingEvent } from "./typing.ts"

/** What it takes to be one of several nodes on one database. */
export type Nodes = {
  bus: Bus
  log: { warn(about: object, text: string): void }
  /** A rate that all nodes count together; while they cannot, each counts by its `own`. */
  createRate?: ShareRate
}

type Parts = {
  store: Store
  lines: Lines
  lobby: Hub<"rooms", RoomsEvent>
  watchers: Hub<"activity", ActivityEvent>
  presence: PresenceBoard
  typing: TypingBoard
  activity: ActivityBoard
  figures: Figures
}
type Told = Extract<RoomEvent, { type: "message" | "typing" | "room_deleted" }>

export function createCluster(
  { bus, log }: Nodes,
  { store, lines, typing, figures, ...parts }: Parts,
) {
  const post = createPost({ bus, log })
  const heads = createHeads({ store, lines, bus, figures })
  const roster = createRoster({ bus, post, ...parts })
  const list = createList({ bus, store, ...parts })

  function hear(roomId: number, news: RoomNews, from: string) {
    switch (news.type) {
      case "message":
        figures.busLagSeconds.observe(Math.max(0, Date.now() - Date.parse(news.timestamp)) / 1_000)
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

  const listening = [
    post.hear(topics.activity, ActivityEvent, { hear: parts.activity.hear, inForce() {} }),
    post.hear(topics.rooms, RoomsEvent, { hear: list.hear, inForce: list.check }),
  ]

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

    listKnown: list.begin,
    known: roster.known,
    note: roster.note,

    /** Tells the room's people at other nodes. */
    tell(roomId: number, event: Told) {
      post.tell(topics.room(roomId), event)
    },

    /** Tells those at other nodes who watch the list of rooms. */
    tellList(event: RoomsEvent) {
      list.note(event)
      post.tell(topics.rooms, event)
    },

    /** Tells those at other nodes who watch what happens in rooms. */
    tellActivity(event: ActivityEvent) {
      post.tell(topics.activity, event)
    },

    /** False while the bus is away that there should be. */
    isUp: () => bus === noBus || bus.isUp(),

    close() {
      heads.close()
      roster.close()
      list.close()
      for (const stop of listening) stop()
    },
  }
}

export type Cluster = ReturnType<typeof createCluster>
