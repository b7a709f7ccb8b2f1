/** The whole thing as people run it: several processes of the same program on one Postgres and one Redis. */
import { describe, expect, test } from "vitest"
import { createChatClient } from "../../src/client/sdk/index.ts"
import { postgres, temporarySchema } from "../support/postgres.ts"
import { openRawSocket } from "../support/raw-socket.ts"
import { reach } from "../support/reach.ts"
import { redis } from "../support/redis.ts"
import { type ServerProcess, startServerProcess } from "../support/server-process.ts"
import { doors } from "../support/visitors.ts"

async function startProcesses(environment: Record<string, string>) {
  const stack = new AsyncDisposableStack()
  const schema = stack.use(await temporarySchema())
  const env = { DATABASE_URL: schema.url, RATE_LIMIT: "off", ...environment }
  const start = async (port = "0") => stack.use(await startServerProcess({ ...env, PORT: port }))
  const nodes: [ServerProcess, ServerProcess] = [await start(), await start()]
  const { rest } = reach(nodes[0].url)
  const { body: room } = await rest.post("/api/chat/rooms", { name: "lobby" })
  return { nodes, start, roomId: room.id, [Symbol.asyncDispose]: () => stack.disposeAsync() }
}

const send = ({ url }: { url: string }, roomId: number, content: string) =>
  reach(url).rest.post(`/api/chat/rooms/${roomId}/messages`, { username: "Zoe", content })

const enter = async ({ url }: { url: string }, roomId: number, username: string) => {
  const socket = openRawSocket(`${url}/ws/chat/${roomId}?username=${username}`)
  await socket.hears("users_list")
  return socket
}

postgres.describe("several processes on Postgres", () => {
  redis.describe("and Redis", () => {
    test("what is said through any door of one is heard at the other", async () => {
      await using cluster = await startProcesses({ REDIS_URL: redis.url })
      const [here, there] = cluster.nodes
      const { roomId } = cluster
      const ann = await enter(there, roomId, "Ann")
      for (const [n, door] of doors.entries()) {
        const server = reach(here.url)
        await door.visit(server, "Bo").send({ roomId, content: door.name, clientId: `c${n}` })
        expect(await ann.hears("message")).toMatchObject({ content: door.name, seq: n + 1 })
        await server.leaveAll()
      }
      ann.terminate()
    })

    test("a node killed in the middle costs nothing that was acknowledged", async () => {
      await using cluster = await startProcesses({ REDIS_URL: redis.url })
      const [here, there] = cluster.nodes
      const { roomId } = cluster
      const ann = await enter(there, roomId, "Ann")
      const acknowledged: string[] = []
      const sending = Array.from({ length: 100 }, async (_, n) => {
        const { status } = await send(here, roomId, `${n}`)
        if (status === 201) acknowledged.push(`${n}`)
        if (acknowledged.length === 20) await here.kill()
      })
      await Promise.allSettled(sending)
      await send(there, roomId, "last")
      while ((await ann.hears("message")).content !== "last");
      const heard = ann.all("message").map(({ content }) => content)
      expect(heard).toEqual(expect.arrayContaining(acknowledged))
      expect(new Set(heard).size).toBe(heard.length)
      expect(ann.all("message").map(({ seq }) => seq)).toEqual(heard.map((_, n) => n + 1))
      ann.terminate()
    })

    test("a rolling restart: clients go on where they were, at whichever node they land", async () => {
      await using cluster = await startProcesses({ REDIS_URL: redis.url })
      const [here, there] = cluster.nodes
      const { roomId } = cluster
      const port = new URL(here.url).port
      const ann = createChatClient({ url: here.url, username: "Ann" })
      const heard: string[] = []
      const started = Promise.withResolvers<void>()
      ann.onRoomEvent.subscribe(
        { roomId },
        {
          onStarted: () => started.resolve(),
          onData: ({ data }) => data.type === "message" && heard.push(data.content),
        },
      )
      await started.promise
      await send(here, roomId, "before")
      await here.stop()
      await send(there, roomId, "meanwhile")
      // What comes back at this address is another node.
      await cluster.start(port)
      ann.connection.retryNow()
      await send(there, roomId, "after")
      await expect.poll(() => heard, { timeout: 10_000 }).toEqual(["before", "meanwhile", "after"])
      await ann.close()
    })
  })

  test("without Redis the log alone carries what is said from one to the other", async () => {
    await using cluster = await startProcesses({})
    const [here, there] = cluster.nodes
    const { roomId } = cluster
    const ann = await enter(there, roomId, "Ann")
    for (const content of ["1", "2", "3"]) await send(here, roomId, content)
    while ((await ann.hears("message")).content !== "3");
    expect(ann.all("message").map(({ content }) => content)).toEqual(["1", "2", "3"])
    expect((await reach(here.url).rest.get("/readyz")).body).toEqual({ status: "ready" })
    ann.terminate()
  })

  describe("the start", () => {
    test("a Redis that is not there stops it, in words and without the password", async () => {
      await using schema = await temporarySchema()
      const REDIS_URL = "redis://ann:secret@127.0.0.1:1"
      const started = startServerProcess({ DATABASE_URL: schema.url, REDIS_URL })
      const { ending } = await started.catch((refused) => refused)
      expect(ending.code).toBe(1)
      expect(ending.output).toContain("REDIS_URL: cannot use the Redis at 127.0.0.1:1:")
      expect(ending.output).not.toContain("secret")
    })
  })
})
