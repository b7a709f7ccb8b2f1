/** This node as one of several: what it publishes to the others, and what it makes of what they publish. */
import { ActivityEvent, type RoomEvent, RoomsEvent } from "../../shared/events.ts"
import type { ShareRate } from "../admission/rates.ts"
import type { Hub } from "../hub/hub.ts"
import { visitor } from "../identity/person.ts"
import type { Activity } from "../live/activity.ts"
import type { Presence } from "../live/presence.ts"
import type { RoomStreams } from "../live/room-streams.ts"
import type { Topic } from "../live/topics.ts"
import type { Typing, TypingEvent } from "../live/typing.ts"
import type { Metrics } from "../metrics.ts"
import type { Store } from "../store/store.ts"
import type { Bus } from "./bus.ts"
import { type BusCodec, createBusCodec } from "./bus-codec.ts"
import { noBus } from "./no-bus.ts"
import { busTopics, RoomNodeEvent } from "./node-events.ts"
import { ListReconciler } from "./reconcile-list.ts"
import { RoomReconciler } from "./reconcile-rooms.ts"
import { RemotePresence } from "./remote-presence.ts"

/** What it takes to be one of several nodes on one database. */
export type Nodes = {
  bus: Bus
  log: { warn(about: object, text: string): void }
  /** A rate that all nodes count together; while they cannot, each counts by its `own`. */
  createRate?: ShareRate
}

type Parts = {
  store: Store
  roomStreams: RoomStreams
  roomListHub: Hub<Topic, RoomsEvent>
  activityHub: Hub<Topic, ActivityEvent>
  presence: Presence
  typing: Typing
  activity: Activity
  metrics: Metrics
}
type Published = Extract<RoomEvent, { type: "message" | "typing" | "room_deleted" }>

export function createCluster({ bus, log }: Nodes, parts: Parts) {
  const { activity } = parts
  const codec = createBusCodec({ bus, log })
  const rooms = new RoomReconciler({ bus, ...parts })
  const presence = new RemotePresence({ bus, codec, ...parts })
  const list = new ListReconciler({ bus, ...parts })
  const receive = createReceiver(presence, parts)
  const unsubscribes = subscribeToLists(codec, list, activity)

  return {
    /** Subscribes to what other nodes publish to a room; what it returns unsubscribes. */
    subscribe(roomId: number): () => void {
      presence.subscribe(roomId)
      const unsubscribe = codec.subscribe(busTopics.room(roomId), RoomNodeEvent, {
        receive: (event, from) => receive(roomId, event, from),
        onSubscribed() {
          // What was published before is in the log, and who is there the other nodes know.
          rooms.check(roomId)
          presence.exchange(roomId)
        },
      })
      return () => {
        unsubscribe()
        presence.unsubscribe(roomId)
      }
    },

    presence,
    /** Resolves when it is known which rooms there are: nothing is published of the list before. */
    listReady: () => list.ready(),

    publish(roomId: number, event: Published) {
      codec.publish(busTopics.room(roomId), event)
    },

    publishList(event: RoomsEvent) {
      list.record(event)
      codec.publish(busTopics.rooms, event)
    },

    publishActivity(event: ActivityEvent) {
      codec.publish(busTopics.activity, event)
    },

    /** False while the bus is away that there should be. */
    isUp: () => bus === noBus || bus.isUp(),

    close() {
      for (const part of [rooms, presence, list]) part.close()
      for (const unsubscribe of unsubscribes) unsubscribe()
    },
  }
}

function subscribeToLists(codec: BusCodec, list: ListReconciler, activity: Activity) {
  return [
    codec.subscribe(busTopics.activity, ActivityEvent, {
      receive: activity.accept,
      onSubscribed() {},
    }),
    codec.subscribe(busTopics.rooms, RoomsEvent, {
      receive: (event) => list.accept(event),
      onSubscribed: () => list.check(),
    }),
  ]
}

function createReceiver(presence: RemotePresence, { roomStreams, typing, metrics }: Parts) {
  function receiveTyping(roomId: number, { username, isTyping }: TypingEvent) {
    const person = visitor(username)
    // Published here only: the node where it was typed tells the others.
    if (isTyping) typing.begin(roomId, person, (...typed) => roomStreams.publish(...typed))
    else typing.stop(roomId, person)
  }

  return function receive(roomId: number, event: RoomNodeEvent, from: string) {
    switch (event.type) {
      case "message":
        metrics.busLagSeconds.observe(Math.max(0, Date.now() - Date.parse(event.timestamp)) / 1_000)
        return roomStreams.publish(roomId, event)
      case "room_deleted":
        return roomStreams.end(roomId)
      case "typing":
        return receiveTyping(roomId, event)
      case "came":
      case "went":
      case "roll":
      case "beat":
      case "call":
        return presence.receive(roomId, from, event)
      default:
        return event satisfies never
    }
  }
}

export type Cluster = ReturnType<typeof createCluster>
