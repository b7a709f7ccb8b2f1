/**
 * A store in memory that takes its time. When a change is kept, when that is answered, when a question is read and when
 * its answer arrives: each waits for a turn of its own. What a store promises it keeps: nothing is answered before it is
 * kept, changes are answered in their order, and what is refused is not kept.
 */
import type { Scheduler } from "fast-check"
import type { Store, StoreCalls } from "../../../src/server/store/store.ts"
import { ChatError } from "../../../src/shared/errors.ts"
import type { Message, Room } from "../../../src/shared/schema.ts"
import { createModel } from "../../contracts/store/simple-model.ts"
import { createLane } from "./lane.ts"

const AT = "2026-03-01T10:00:00.000Z"

type Timeless<Value> = Value extends (infer Item)[]
  ? Timeless<Item>[]
  : Value extends object
    ? { [Key in keyof Omit<Value, "timestamp" | "createdAt">]: Timeless<Value[Key]> }
    : Value
type Model = {
  [M in keyof StoreCalls]: (
    input: Parameters<StoreCalls[M]>[0],
  ) => Timeless<Awaited<ReturnType<StoreCalls[M]>>>
}

const dated = (message: Timeless<Message>): Message => ({ ...message, timestamp: AT })
const since = (room: Timeless<Room>): Room => ({ ...room, createdAt: AT })

export function createSlowStore(scheduler: Scheduler) {
  const model = createModel() as Model
  /** Every message that was ever kept, in the order of its seq: one room is all there is. */
  const log: Message[] = []
  const trouble = { writing: false, reading: false }
  const turn = (what: string) => () => scheduler.schedule(Promise.resolve(), what)
  const commit = createLane(turn("commit"), (change: () => void) => change())
  const answer = createLane(turn("answer"), (settle: () => void) => settle())

  function refuseIn(kind: keyof typeof trouble) {
    const refused = trouble[kind]
    trouble[kind] = false
    if (refused) throw new ChatError("STORE_UNAVAILABLE", "the disk is full")
  }

  function write<Value>(change: () => Value): Promise<Value> {
    const { promise, resolve, reject } = Promise.withResolvers<Value>()
    commit(() => {
      try {
        refuseIn("writing")
        const value = change()
        answer(() => resolve(value))
      } catch (error) {
        answer(() => reject(error))
      }
    })
    return promise
  }

  async function read<Value>(question: () => Value): Promise<Value> {
    await turn("read")()
    refuseIn("reading")
    const value = question()
    await turn("told")()
    return value
  }

  const store: Store = {
    epoch: "e",
    readsAtOnce: Number.POSITIVE_INFINITY,
    createRoom: (room) => write(() => since(model.createRoom(room))),
    rooms: (page) => read(() => model.rooms(page).map(since)),
    room: (roomId) => read(() => since(model.room(roomId))),
    activity: (page) =>
      read(() =>
        model.activity(page).map(({ last, ...activity }) => ({
          ...activity,
          last: last && { ...last, timestamp: AT },
        })),
      ),
    heads: (roomIds) => read(() => model.heads(roomIds)),
    deleteRoom: (roomId) => write(() => model.deleteRoom(roomId)),
    append: (draft) =>
      write(() => {
        const { message, created } = model.append(draft)
        if (created) log.push(dated(message))
        return { message: dated(message), created }
      }),
    history: (page) => read(() => model.history(page).map(dated)),
    replay: (from) =>
      read(() => {
        const { events, ...replay } = model.replay(from)
        return { ...replay, events: events.map((event) => ({ type: event.type, ...dated(event) })) }
      }),
    close: async () => undefined,
  }

  return {
    store,
    log,
    /** The next write, or the next read, is refused. */
    fail(kind: keyof typeof trouble) {
      trouble[kind] = true
    },
  }
}
