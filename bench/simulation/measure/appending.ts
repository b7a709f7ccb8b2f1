import { randomUUID } from "node:crypto"
import type { Store } from "../../../src/server/store/store.ts"
import { CHAT_WORDING } from "../../load/plan.ts"

const SENDER = { username: "ann", usernameKey: "ann", personId: null }
const content = "x".repeat(CHAT_WORDING.chars)
const ROOMS_AT_ONCE = 50

type Load = { outstanding: number; roomIds: number[]; seconds: number }

/** Their ids. */
export async function makeRooms(store: Store, count: number): Promise<number[]> {
  const names = Array.from({ length: count }, (_, at) => `room ${at}`)
  const roomIds: number[] = []
  const make = async () => {
    for (let name = names.pop(); name; name = names.pop())
      roomIds.push((await store.createRoom({ name, key: name })).id)
  }
  await Promise.all(Array.from({ length: ROOMS_AT_ONCE }, make))
  return roomIds
}

/** Keeps so many messages on their way for a while, in all stores together, the rooms in turn. */
export async function appendFor(stores: Store[], { outstanding, roomIds, seconds }: Load) {
  const began = performance.now()
  const before = process.cpuUsage()
  let messages = 0
  async function sayOn(store: Store) {
    while (performance.now() - began < seconds * 1000) {
      const roomId = roomIds[messages++ % roomIds.length] as number
      await store.append({ ...SENDER, roomId, content, clientId: randomUUID() })
    }
  }
  const senders = Array.from(
    { length: outstanding },
    (_, at) => stores[at % stores.length] as Store,
  )
  await Promise.all(senders.map(sayOn))
  const { user, system } = process.cpuUsage(before)
  const elapsed = (performance.now() - began) / 1000
  return { messages, elapsed, nodeMicros: user + system }
}

export async function fillRoom(store: Store, roomId: number, count: number) {
  for (let at = 0; at < count; at++)
    await store.append({ ...SENDER, roomId, content, clientId: randomUUID() })
}
