/** What every kind of store promises to the core, whatever it keeps its data in. */
import { beforeAll, describe } from "vitest"
import type { StorePlace } from "../support/store-place.ts"
import { openTestStore, type TestStore } from "../support/test-store.ts"
import { reportsActivity } from "./store/activity.ts"
import { keepsMessages } from "./store/messages.ts"
import { behavesLikeItsModel } from "./store/model.ts"
import { resumesReaders } from "./store/resume.ts"
import { recognisesRetries } from "./store/retries.ts"
import { keepsRooms } from "./store/rooms.ts"

/** One store serves all tests of a contract: each makes rooms of its own. */
export type Subject = { theStore(): TestStore; aRoom(): Promise<number> }

export function storeContract(name: string, makePlace: () => Promise<StorePlace>) {
  describe(`${name}, while it is open`, () => {
    let store: TestStore
    let rooms = 0

    beforeAll(async () => {
      const place = await makePlace()
      store = await openTestStore(place.url)
      return async () => {
        await store.close()
        await place[Symbol.asyncDispose]()
      }
    })

    const subject = { theStore: () => store, aRoom: () => store.newRoom(`room ${++rooms}`) }
    describe("rooms", () => keepsRooms(subject))
    describe("messages", () => keepsMessages(subject))
    describe("activity", () => reportsActivity(subject))
    describe("retries", () => recognisesRetries(subject))
    describe("resuming", () => resumesReaders(subject))
    describe("anything", () => behavesLikeItsModel(subject))
  })
}
