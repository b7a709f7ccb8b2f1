import { expect, test } from "vitest"
import { createChat } from "../../../src/server/chat/chat.ts"
import { openStore } from "../../../src/server/store/open.ts"
import { newCaller } from "../../support/caller.ts"
import { takeSeat } from "../../support/seat.ts"
import { codeOf } from "../../support/test-store.ts"

test("what was taken in is told before the draining is over, and nothing more is taken in", async () => {
  const store = await openStore("sqlite::memory:")
  const chat = createChat({ store, rateLimit: false })
  const { id: roomId } = await chat.rooms.create(newCaller(), { name: "lobby" })
  const told = takeSeat(await chat.follow(newCaller(), { roomId, after: null }))
  const say = () =>
    chat.messages.send(newCaller("Ann"), {
      roomId,
      content: "last words",
      clientId: null,
    })
  const lastWords = say()
  await chat.drain()
  expect(told).toEqual(["users_list", "message"])
  expect(await codeOf(say())).toBe("SHUTTING_DOWN")
  await lastWords
  chat.close()
  await store.close()
})
