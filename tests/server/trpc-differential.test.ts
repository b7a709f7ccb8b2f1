/**
 * Our adapter against tRPC's own: one script said to both, and every frame that comes back is the same. This is what
 * holds when tRPC is upgraded. What ours bounds beyond the stock handler is tested in trpc-socket.test.ts.
 */
import { expect, test } from "vitest"
import { startTestApp } from "../support/app.ts"
import { startStockTrpc } from "../support/stock-trpc.ts"
import { type Script, transcript } from "../support/transcript.ts"

const calls = (method: string) => (id: unknown, path: string, input?: unknown) => ({
  id,
  method,
  params: { path, input },
})
const [query, mutation, subscription] = [calls("query"), calls("mutation"), calls("subscription")]
const stop = (id: unknown) => ({ id, method: "subscription.stop" })
const message = (content: string, clientId = content) => ({ roomId: 1, content, clientId })
const createLobby = mutation("lobby", "rooms.create", { name: "Lobby" })

const scripts: Record<string, Script> = {
  "queries and mutations": async (open) => {
    const ann = open({ username: "Ann" })
    await ann.tell(query(1, "rooms.list"))
    await ann.tell(createLobby)
    await ann.answers("lobby", 1)
    await ann.tell(mutation(2, "messages.send", message("hi")))
    await ann.tell({ jsonrpc: "2.0", ...mutation(3, "messages.send", message("there")) })
    await ann.answers(3, 1)
    await ann.tell(query("a string 🎉", "messages.history", { roomId: 1, limit: 1 }))
    await ann.tell(mutation(4, "typing.set", { roomId: 1, isTyping: true }))
    await Promise.all([ann.answers(1, 1), ann.answers(4, 1), ann.answers("a string 🎉", 1)])
  },

  "errors of every kind": async (open) => {
    const nobody = open()
    await nobody.tell(createLobby)
    await nobody.answers("lobby", 1)
    const wrong = [
      query(1, "rooms.nonsense"),
      query(2, "rooms.create", { name: "as a query" }),
      mutation(3, "rooms.list"),
      subscription(4, "rooms.list"),
      query(5, "onRoomEvent", { roomId: 1 }),
      mutation(6, "messages.send", message("nameless")),
      mutation(7, "rooms.create", { name: "LOBBY" }),
      mutation(8, "rooms.create", { name: 7 }),
      mutation(9, "rooms.create"),
      query(10, "messages.history", { roomId: 99 }),
      subscription(11, "onRoomEvent", { roomId: 99 }),
      subscription(12, "onRoomEvent", { roomId: "one" }),
      { jsonrpc: "2.0", ...query(13, "") },
    ]
    for (const asked of wrong) await nobody.tell(asked)
    await Promise.all(wrong.map(({ id }) => nobody.answers(id as number, 1)))
  },

  "a name that is not allowed": async (open) => {
    const wrong = open({ username: "\u202eann" })
    await wrong.tell(query(1, "rooms.list"))
    await wrong.tell(subscription(2, "onRoomsChanged"))
    await Promise.all([wrong.answers(1, 1), wrong.answers(2, 1)])
  },

  "batches, whole, partly wrong, empty and too large": async (open) => {
    const ann = open({ username: "Ann" })
    await ann.tell(createLobby)
    await ann.answers("lobby", 1)
    const said = mutation(0, "messages.send", message("hi"))
    await ann.tell([said, query(1, "rooms.nonsense"), stop(9), query(2, "rooms.list")])
    await Promise.all([ann.answers(0, 1), ann.answers(1, 1), ann.answers(2, 1)])
    await ann.tell([query(3, "rooms.list"), { id: 4, method: "dance" }])
    await ann.answers(null, 1)
    await ann.tell([])
    const many = Array.from({ length: 51 }, (_, n) => query(n + 10, "rooms.list"))
    await ann.tell(many)
    await ann.answers(60, 1)
    await ann.tell(Array.from({ length: 51 }, () => ({ hello: "there" })))
    await ann.answers(null, 2)
    await ann.tell(many.slice(0, 50))
    await ann.answers(59, 2)
  },

  "frames that cannot be read": async (open) => {
    const ann = open()
    const unreadable = [
      "hello",
      "",
      "null",
      "7",
      "{}",
      "[null]",
      "[[]]",
      { id: {}, method: "query", params: { path: "rooms.list" } },
      { id: 1, method: "query" },
      { id: 1, method: "query", params: {} },
      { id: 1, method: "query", params: { path: 7 } },
      { id: 1, jsonrpc: "1.0", method: "query", params: { path: "rooms.list" } },
      { ...subscription(1, "onRoomsChanged"), params: { path: "x", lastEventId: 7 } },
      query(null, "rooms.list"),
      stop(null),
    ]
    for (const frame of unreadable) await ann.tell(frame)
    await ann.answers(null, unreadable.length)
    await ann.tell(query(1, "rooms.list"))
    await ann.answers(1, 1)
  },

  "keep-alive": async (open) => {
    const ann = open({ username: "Ann" })
    for (const word of ["PING", "PONG", "PING"]) await ann.tell(word)
    await ann.tell(query(1, "rooms.list"))
    await ann.answers(1, 1)
  },

  "subscriptions: who is there, what is said, stopping, ids that are taken and free again": async (
    open,
  ) => {
    const [ann, bo] = [open({ username: "Ann" }), open({ username: "Bo" })]
    await ann.tell(createLobby)
    await ann.answers("lobby", 1)
    await ann.tell(subscription(1, "onRoomEvent", { roomId: 1 }))
    await ann.answers(1, 3)
    await ann.tell({ jsonrpc: "2.0", ...subscription("two", "onRoomsChanged") })
    await ann.answers("two", 1)
    await ann.tell(subscription(1, "onRoomsChanged"))
    await ann.answers(1, 4)
    await bo.tell(subscription(1, "onRoomEvent", { roomId: 1 }))
    await ann.answers(1, 6)
    await bo.answers(1, 3)
    await bo.tell(mutation(2, "typing.set", { roomId: 1, isTyping: true }))
    await ann.answers(1, 7)
    await bo.tell(mutation(3, "messages.send", message("hello")))
    await Promise.all([ann.answers(1, 9), bo.answers(1, 4), bo.answers(3, 1)])
    await bo.tell(stop(1))
    await bo.tell(stop(77))
    await Promise.all([bo.answers(1, 5), ann.answers(1, 11)])
    await ann.tell(mutation(4, "rooms.create", { name: "Attic" }))
    await Promise.all([ann.answers(4, 1), ann.answers("two", 2)])
    await ann.tell([stop(1), stop("two")])
    await Promise.all([ann.answers(1, 12), ann.answers("two", 3)])
    await ann.tell(subscription(1, "onRoomEvent", { roomId: 2 }))
    await ann.answers(1, 15)
  },

  "a subscription that is stopped before it has begun": async (open) => {
    const ann = open({ username: "Ann" })
    await ann.tell(createLobby)
    await ann.answers("lobby", 1)
    await ann.tell([subscription(1, "onRoomEvent", { roomId: 1 }), stop(1)])
    await ann.answers(1, 1)
    await ann.tell([subscription(2, "onRoomEvent", { roomId: 99 }), stop(2)])
    await ann.answers(2, 1)
  },

  "coming back with lastEventId": async (open, epoch) => {
    const ann = open({ username: "Ann" })
    await ann.tell(createLobby)
    await ann.answers("lobby", 1)
    for (const [n, content] of ["one", "two", "three"].entries()) {
      await ann.tell(mutation(n, "messages.send", message(content)))
      await ann.answers(n, 1)
    }
    const resume = (id: number, lastEventId: string) => ({
      id,
      method: "subscription",
      params: { path: "onRoomEvent", input: { roomId: 1 }, lastEventId },
    })
    const nobody = open()
    await nobody.tell(resume(1, `${epoch}:1`))
    await nobody.answers(1, 4)
    await nobody.tell(resume(2, `${epoch}:3`))
    await nobody.answers(2, 2)
    await nobody.tell(resume(3, "elsewhere:1"))
    await nobody.answers(3, 3)
    await nobody.tell(resume(4, `${epoch}:9`))
    await nobody.answers(4, 3)
    await nobody.tell(subscription(5, "onRoomEvent", { roomId: 1, lastEventId: `${epoch}:2` }))
    await nobody.answers(5, 3)
    const noInput = { path: "onRoomEvent", lastEventId: `${epoch}:1` }
    await nobody.tell({ id: 6, method: "subscription", params: noInput })
    await nobody.tell({ id: 7, method: "subscription", params: { ...noInput, input: [1] } })
    await Promise.all([nobody.answers(6, 1), nobody.answers(7, 1)])
  },

  "watching what happens in rooms": async (open) => {
    const [ann, nobody] = [open({ username: "Ann" }), open()]
    await ann.tell(createLobby)
    await ann.answers("lobby", 1)
    await nobody.tell(query(1, "rooms.activity"))
    await nobody.tell(subscription(2, "onActivity"))
    await nobody.tell({ jsonrpc: "2.0", ...subscription("three", "onActivity") })
    await Promise.all([nobody.answers(2, 1), nobody.answers("three", 1)])
    await ann.tell(mutation(1, "messages.send", message("hi")))
    await Promise.all([nobody.answers(2, 2), nobody.answers("three", 2)])
    await nobody.tell(query(4, "rooms.activity", { after: 0 }))
    await nobody.tell([stop(2), stop("three")])
    await Promise.all([nobody.answers(4, 1), nobody.answers(2, 3), nobody.answers("three", 3)])
  },

  "a room that is deleted": async (open) => {
    const ann = open({ username: "Ann" })
    await ann.tell(createLobby)
    await ann.answers("lobby", 1)
    await ann.tell(subscription(1, "onRoomEvent", { roomId: 1 }))
    await ann.tell(subscription(2, "onRoomsChanged"))
    await Promise.all([ann.answers(1, 3), ann.answers(2, 1)])
    await ann.tell(mutation(3, "rooms.delete", { roomId: 1 }))
    await Promise.all([ann.answers(1, 5), ann.answers(2, 2), ann.answers(3, 1)])
  },

  "a first frame that gives no name": async (open) => {
    const frames = ["hello", "[]", "{}", '{"data":7}', '{"data":{"username":7}}']
    for (const frame of frames) {
      const nobody = open(null)
      await nobody.tell(frame)
      await nobody.tell(query(1, "rooms.list"))
      await nobody.closed
    }
    const nameless = open(null)
    await nameless.tell("PING")
    await nameless.tell({ method: "connectionParams", data: null })
    await nameless.tell(query(1, "rooms.list"))
    await nameless.answers(1, 1)
  },
}

test.each(Object.entries(scripts))("the same is answered to %s", async (_, script) => {
  await using stock = await startStockTrpc()
  await using ours = await startTestApp()
  const [expected, heard] = [await transcript(stock, script), await transcript(ours, script)]
  expect(heard).toEqual(expected)
  expect(expected.flatMap(({ frames }) => [...frames.keys()])).not.toEqual([])
})
