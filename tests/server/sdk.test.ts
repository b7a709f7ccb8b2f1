/** The typed client: what its types promise, and how it bears a bad connection. */
import type { inferRouterOutputs } from "@trpc/server"
import { expect, expectTypeOf, test } from "vitest"
import {
  type Activity,
  type ActivityEvent,
  type AppRouter,
  type ChatClient,
  type ChatClientError,
  type ChatErrorCode,
  type ConnectionState,
  createChatClient,
  type Message,
  type Room,
  type RoomEvent,
  type RoomsEvent,
} from "../../src/client/sdk/index.ts"
import { startTestApp } from "../support/app.ts"
import { startServerProcess } from "../support/server-process.ts"

type Outputs = inferRouterOutputs<AppRouter>

test("every call, event and error has its type", () => {
  type Call<Procedure> = Procedure extends { query(input: infer I): Promise<infer O> }
    ? [I, O]
    : Procedure extends { mutate(input: infer I): Promise<infer O> }
      ? [I, O]
      : never
  expectTypeOf<Call<ChatClient["rooms"]["create"]>>().toEqualTypeOf<[{ name: string }, Room]>()
  expectTypeOf<Call<ChatClient["rooms"]["delete"]>[1]>().toEqualTypeOf<{ id: number }>()
  expectTypeOf<Call<ChatClient["messages"]["send"]>>().toEqualTypeOf<
    [{ roomId: number; content: string; clientId: string }, Message]
  >()
  expectTypeOf<Awaited<ReturnType<ChatClient["rooms"]["list"]["query"]>>>().toEqualTypeOf<Room[]>()
  expectTypeOf<Outputs["rooms"]["activity"]>().toEqualTypeOf<Activity[]>()

  type Told<Name extends keyof Outputs> =
    Outputs[Name] extends AsyncIterable<infer Event> ? Event : never
  expectTypeOf<Told<"onRoomEvent">>().toEqualTypeOf<{ id: string; data: RoomEvent }>()
  expectTypeOf<Told<"onRoomsChanged">>().toEqualTypeOf<RoomsEvent>()
  expectTypeOf<Told<"onActivity">>().toEqualTypeOf<ActivityEvent>()

  type Why = NonNullable<ChatClientError["data"]>["chatCode"]
  expectTypeOf<Why>().toEqualTypeOf<ChatErrorCode | null>()

  const client = null as unknown as ChatClient
  // @ts-expect-error A message without its client id could not be sent twice safely.
  void (() => client.messages.send.mutate({ roomId: 1, content: "hi" }))
  // @ts-expect-error No such procedure.
  void (() => client.rooms.rename.mutate({ roomId: 1 }))
})

test("a refused call says why, in a code of the core", async () => {
  await using app = await startTestApp()
  const ann = app.client("ann")
  const sending = ann.messages.send.mutate({ roomId: 7, content: "hi", clientId: "1" })
  await expect(sending).rejects.toMatchObject({ data: { chatCode: "ROOM_NOT_FOUND" } })
})

test("the connection says what it is doing, and can be told to hurry", async () => {
  const first = await startServerProcess()
  const { port } = new URL(first.url)
  const ann = createChatClient({ url: first.url, username: "ann" })
  const states: ConnectionState["status"][] = []
  ann.connection.subscribe(({ status }) => states.push(status))
  await ann.rooms.list.query()
  expect(ann.connection.state().status).toBe("open")

  await first.kill()
  await expect.poll(() => states, { timeout: 5_000 }).toContain("waiting")
  await using second = await startServerProcess({ PORT: port })
  const hurrying = setInterval(ann.connection.retryNow, 50)
  await expect.poll(() => ann.connection.state().status, { timeout: 5_000 }).toBe("open")
  clearInterval(hurrying)
  expect(states).toContain("connecting")

  await ann.close()
  expect(ann.connection.state().status).toBe("closed")
  await second.stop()
})

test("a client can be closed while it waits, and stays closed", async () => {
  const { url, kill } = await startServerProcess()
  await kill()
  const nobodyThere = createChatClient({ url, username: "ann" })
  const status = () => nobodyThere.connection.state().status
  await expect.poll(status, { timeout: 5_000 }).toBe("waiting")
  const asked = performance.now()
  await nobodyThere.close()
  expect(performance.now() - asked).toBeLessThan(1_000)
  nobodyThere.connection.retryNow()
  expect(status()).toBe("closed")
})

test("a message sent while nobody is there is sent once somebody is", async () => {
  const first = await startServerProcess()
  const { port } = new URL(first.url)
  await first.kill()
  const ann = createChatClient({ url: first.url, username: "ann" })
  const creating = ann.rooms.list.query()
  await using second = await startServerProcess({ PORT: port })
  const hurrying = setInterval(ann.connection.retryNow, 50)
  expect(await creating).toEqual([])
  clearInterval(hurrying)
  await ann.close()
  await second.stop()
})

test("however much is sent at once arrives, in order", async () => {
  await using app = await startTestApp()
  const ann = app.client("ann")
  const { id: roomId } = await ann.rooms.create.mutate({ name: "lobby" })
  const contents = Array.from({ length: 120 }, (_, n) => `${n} ${"🎉".repeat(n % 10 ? 1 : 3_900)}`)
  const sending = contents.map((content, n) =>
    ann.messages.send.mutate({ roomId, content, clientId: `${n}` }),
  )
  expect((await Promise.all(sending)).map(({ content }) => content)).toEqual(contents)
  const { messages } = await ann.messages.history.query({ roomId, limit: 200 })
  expect(messages.map(({ content }) => content)).toEqual(contents)
})

test("what no frame could hold is refused here, and harms nothing else", async () => {
  await using app = await startTestApp()
  const ann = app.client("ann")
  const { id: roomId } = await ann.rooms.create.mutate({ name: "lobby" })
  const huge = ann.messages.send.mutate({ roomId, content: "x".repeat(70_000), clientId: "1" })
  await expect(huge).rejects.toThrow("larger than a frame")
  await ann.messages.send.mutate({ roomId, content: "fine", clientId: "2" })
})

test("closing settles what was lost with its connection", async () => {
  const server = await startServerProcess()
  const ann = createChatClient({ url: server.url, username: "Ann" })
  const { id: roomId } = await ann.rooms.create.mutate({ name: "lobby" })
  const sends = Array.from({ length: 20 }, (_, n) =>
    ann.messages.send.mutate({ roomId, content: "hi", clientId: `${n}` }),
  )
  const outcomes = Promise.allSettled(sends)
  await server.kill()
  await ann.close()
  expect(await outcomes).toHaveLength(20)
})

test("a client that was closed refuses what it is asked", async () => {
  await using app = await startTestApp()
  const ann = app.client("ann")
  await ann.rooms.list.query()
  await ann.close()
  await expect(ann.rooms.list.query()).rejects.toThrow("closed")
})
