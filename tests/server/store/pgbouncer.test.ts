/** Postgres behind a pooler: as good as without where it keeps sessions, refused in one line where it does not. */
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { openStore } from "../../../src/server/store/open.ts"
import { postgres, temporarySchema } from "../../support/postgres.ts"
import { createRestClient } from "../../support/rest-client.ts"
import { startServerProcess } from "../../support/server-process.ts"
import { openTestStore } from "../../support/test-store.ts"
import { behindPgBouncer, inFront, startPgBouncer } from "../../support/topology/pgbouncer.ts"
import { adverse, promised, watchSettings } from "../../support/witness.ts"

const STARTUP = "options, statement_timeout, lock_timeout, idle_in_transaction_session_timeout"

const refusalOf = (url: string): Promise<string> =>
  openStore(url).then(
    (store) => store.close().then(() => "opened after all"),
    (error: Error) => error.message,
  )

const numbers = (count: number) => Array.from({ length: count }, (_, n) => n)

postgres.describe("Postgres", () => {
  behindPgBouncer("behind PgBouncer", () => {
    test.each(["extra_float_digits", "options", STARTUP])(
      "sessions keep every promise, in the right schema: ignore_startup_parameters = %s",
      async (ignored) => {
        await using schema = await temporarySchema()
        await using user = await schema.user(adverse)
        const settings = { pool_mode: "session", ignore_startup_parameters: ignored }
        await using bouncer = await startPgBouncer(inFront(settings, user.name))
        await using store = await openTestStore(schema.urlThrough(bouncer.url))
        const seen = await watchSettings(schema)
        const roomId = await store.newRoom("lobby")
        await Promise.all(numbers(50).map((n) => store.say(roomId, `${n}`)))
        expect(await store.texts(roomId)).toHaveLength(50)
        expect(new Set((await seen()).map((row) => JSON.stringify(row))).size).toBe(1)
        expect((await seen())[0]).toEqual({ ...promised, search_path: schema.name })
      },
    )

    test.each([
      { pool_mode: "transaction" },
      { pool_mode: "transaction", server_round_robin: 1 },
      { pool_mode: "transaction", default_pool_size: 1 },
      { pool_mode: "transaction", server_reset_query_always: 1, default_pool_size: 9 },
      { pool_mode: "transaction", ignore_startup_parameters: STARTUP },
      { pool_mode: "statement", ignore_startup_parameters: STARTUP },
    ])("what keeps no sessions is refused in one line, with what to do: %o", async (settings) => {
      await using schema = await temporarySchema()
      await using bouncer = await startPgBouncer(inFront(settings))
      const url = schema.urlThrough(bouncer.url)
      expect(await refusalOf(url)).toMatch(
        /^postgres:\/\/[^ ]* cannot be opened: a pooler in between keeps no sessions: set pool_mode = session [^\n]*$/,
      )
      // Again, with connections that it has kept.
      expect(await refusalOf(url)).toMatch(/keeps no sessions/)
      expect(await schema.run("SELECT to_regclass('messages') AS messages")).toEqual([
        { messages: null },
      ])
    })

    test("a start is refused in one line, with exit code 1", async () => {
      await using schema = await temporarySchema()
      await using bouncer = await startPgBouncer(inFront({ pool_mode: "transaction" }))
      const start = startServerProcess({ DATABASE_URL: schema.urlThrough(bouncer.url) })
      const output = expect.stringMatching(/^confab: postgres:.* keeps no sessions: .*\n$/)
      await expect(start).rejects.toMatchObject({ ending: { code: 1, output } })
    })

    test("a pool that is too small for a node is refused in one line", async () => {
      await using schema = await temporarySchema()
      const settings = { pool_mode: "session", default_pool_size: 8 }
      await using bouncer = await startPgBouncer(inFront(settings))
      expect(await refusalOf(schema.urlThrough(bouncer.url))).toMatch(
        /a pooler in between does not give 9 connections at once \([^\n]*\): set default_pool_size [^\n]*$/,
      )
    })

    test("what the last client left behind in a session does no harm", async () => {
      await using schema = await temporarySchema()
      const settings = { pool_mode: "session", server_reset_query: "" }
      await using bouncer = await startPgBouncer(inFront(settings))
      for (const said of [1, 2, 3]) {
        await using store = await openTestStore(schema.urlThrough(bouncer.url))
        const roomId = await store.newRoom(`room ${said}`)
        await store.say(roomId, "hi")
        expect(await store.texts(roomId)).toEqual(["hi"])
      }
    })

    test("a pooler that was restarted is used again, with all that is promised", async () => {
      await using schema = await temporarySchema()
      await using user = await schema.user(adverse)
      await using bouncer = await startPgBouncer(inFront({ pool_mode: "session" }, user.name))
      await using store = await openTestStore(schema.urlThrough(bouncer.url))
      const roomId = await store.newRoom("lobby")
      await store.say(roomId, "before")
      const seen = await watchSettings(schema)
      await bouncer.end("SIGKILL")
      const saying = store.say(roomId, "meanwhile")
      await bouncer.start()
      await saying
      expect(await store.texts(roomId)).toEqual(["before", "meanwhile"])
      expect(await seen()).toEqual([{ ...promised, search_path: schema.name }])
    })

    test("the sample in docs/operations.md serves a crowd", { timeout: 30_000 }, async () => {
      await using schema = await temporarySchema()
      await using bouncer = await startPgBouncer(sample)
      const through = new URL(schema.urlThrough(bouncer.url))
      through.username = "confab"
      through.password = PASSWORD
      through.pathname = "/confab"
      await using server = await startServerProcess({
        DATABASE_URL: through.href,
        RATE_LIMIT: "off",
      })
      const rest = createRestClient(server.url)
      const rooms = await Promise.all(
        numbers(20).map((n) => rest.post("/api/chat/rooms", { name: `room ${n}` })),
      )
      const statuses = await Promise.all(
        numbers(600).map(async (n) => {
          const messages = `/api/chat/rooms/${rooms[n % 20]?.body.id}/messages`
          const { status } = await rest.post(messages, { username: "ann", content: `${n}` })
          return [status, (await rest.get(messages)).status].join()
        }),
      )
      expect(new Set(statuses)).toEqual(new Set(["201,200"]))
      expect(await server.stop()).toMatchObject({ code: 0 })
    })
  })
})

const PASSWORD = "s3cret"

/** As it is written there, but for the places, which are the tests' own. */
function sample({ folder, port }: { folder: string; port: number }): string {
  const users = join(folder, "userlist.txt")
  writeFileSync(users, `"confab" "${PASSWORD}"\n`)
  const page = readFileSync("docs/operations.md", "utf8")
  const [, ini = ""] = /```ini\n(\[databases\]\n.*?)```/s.exec(page) ?? []
  const { hostname, port: own, pathname, username } = new URL(postgres.url)
  const database = `host=${hostname} port=${own || 5432} dbname=${pathname.slice(1)} user=${username}`
  return ini
    .replace(/host=.*$/m, database)
    .replace(/listen_port = .*/, `listen_port = ${port}\nunix_socket_dir =`)
    .replace(/auth_file = .*/, `auth_file = ${users}`)
}
