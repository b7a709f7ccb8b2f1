/** An answer that is lost between a node and its proxy: what was asked may have happened, and must not happen twice. */
import { expect, test } from "vitest"
import { startTestApp } from "../support/app.ts"
import { type Certificate, selfSigned } from "../support/certificate.ts"
import { startTestCluster } from "../support/cluster.ts"
import { startCuttingProxy } from "../support/cutting-proxy.ts"
import { postgres, temporarySchema } from "../support/postgres.ts"
import { reach } from "../support/reach.ts"
import { behind } from "../support/topology/proxies/behind.ts"
import { proxies } from "../support/topology/proxies/proxies.ts"
import type { ProxyKind } from "../support/topology/proxies/proxy.ts"

const ROOMS = "/api/chat/rooms"
/** The whole statement on the wire. */
const COMMIT = "COMMIT\0"

/** Two nodes behind a proxy, each at the end of a line that can be cut. */
async function startCuttable(kind: ProxyKind, certificate: Certificate) {
  await using stack = new AsyncDisposableStack()
  const { apps } = stack.use(await startTestCluster({ trustProxy: ["loopback"] }))
  const lines = await Promise.all(apps.map(({ url }) => startCuttingProxy(() => url)))
  for (const line of lines) stack.use(line)
  const [a, b] = lines.map(({ url }) => new URL(url).host) as [string, string]
  const proxy = stack.use(await kind.start({ nodes: [a, b], certificate }))
  const owned = stack.move()
  const through = reach(proxy.url)
  return {
    through,
    node: apps[0],
    /** Whichever node is asked this first does it, and cannot tell any more. */
    async loseAnswerTo(words: string) {
      // A node that failed is left alone for a moment, and where all are nobody is asked.
      const status = async () => (await through.rest.get("/readyz")).status
      await expect.poll(status, { timeout: 5_000 }).toBe(200)
      for (const line of lines)
        void line.when(words, "cut once answered").then(() => {
          for (const other of lines) other.forgive()
        })
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

/** HAProxy may also end a connection without a word. */
async function expectFailure(answer: Promise<{ status: number }>) {
  const status = await answer.then(
    (told) => told.status,
    () => "failed",
  )
  if (status !== "failed") expect(status).toBeGreaterThan(500)
}

for (const kind of proxies)
  behind(kind, () => {
    test("a node that stores and dies before it answers has stored once, and the caller is told of an error", async () => {
      await using certificate = await selfSigned()
      await using cuttable = await startCuttable(kind, certificate)
      const { through, node, loseAnswerTo } = cuttable
      const { rest } = through
      const roomId = await node.room("lobby")

      await loseAnswerTo("said once")
      const message = { username: "ann", content: "said once" }
      await expectFailure(rest.post(`${ROOMS}/${roomId}/messages`, message))
      const { body: messages } = await node.rest.get(`${ROOMS}/${roomId}/messages`)
      expect(messages).toMatchObject([message])

      for (const path of [ROOMS, "/trpc/rooms.create"]) {
        const name = `made by ${path}`
        await loseAnswerTo(name)
        await expectFailure(rest.post(path, { name }))
        const { body: rooms } = await node.rest.get(ROOMS)
        expect(rooms.filter((room: { name: string }) => room.name === name)).toHaveLength(1)
      }

      await loseAnswerTo(`DELETE ${ROOMS}/${roomId}`)
      await expectFailure(rest.delete(`${ROOMS}/${roomId}`))
      expect((await node.rest.delete(`${ROOMS}/${roomId}`)).status).toBe(404)
    })

    test("whoever only reads is answered by the other node", async () => {
      await using certificate = await selfSigned()
      await using cuttable = await startCuttable(kind, certificate)
      const { through, node, loseAnswerTo } = cuttable
      await node.room("lobby")
      await loseAnswerTo("GET /api")
      const answer = await through.rest.get(ROOMS)
      expect(answer).toMatchObject({ status: 200, body: [{ name: "lobby" }] })
    })

    postgres.describe("and Postgres", () => {
      test("a refusal that may have happened is told, not asked again of the other node", async () => {
        await using certificate = await selfSigned()
        await using schema = await temporarySchema()
        await using line = await startCuttingProxy(() => schema.url)
        const start = () =>
          startTestApp({ databaseUrl: schema.urlThrough(line.url), trustProxy: ["loopback"] })
        await using first = await start()
        await using second = await start()
        const nodes = [new URL(first.url).host, new URL(second.url).host] as const
        await using proxy = await kind.start({ nodes, certificate })
        const { rest } = reach(proxy.url)
        const roomId = await first.room("lobby")

        const lost = line.when(COMMIT, "cut once answered")
        const [created] = await Promise.all([rest.post(ROOMS, { name: "garden" }), lost])
        expect(created.status).toBe(503)
        const lostAgain = line.when("remove-room", "cut once answered")
        const [deleted] = await Promise.all([rest.delete(`${ROOMS}/${roomId}`), lostAgain])
        expect(deleted.status).toBe(503)

        const { body: rooms } = await first.rest.get(ROOMS)
        expect(rooms).toMatchObject([{ name: "garden" }])
      })
    })
  })
