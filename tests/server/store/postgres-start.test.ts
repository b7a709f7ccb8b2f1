/** Databases that Confab refuses, each with a message for people. */
import { once } from "node:events"
import { type AddressInfo, createServer, type Socket } from "node:net"
import { expect, test } from "vitest"
import { openStore } from "../../../src/server/store/open.ts"
import { postgres, temporarySchema } from "../../support/postgres.ts"
import { createRestClient } from "../../support/rest-client.ts"
import { startServerProcess } from "../../support/server-process.ts"
import { openTestStore } from "../../support/test-store.ts"

const { host } = new URL(postgres.url)

async function refusalOf(url: string): Promise<string> {
  const refusal = await openStore(url).then(
    (store) => store.close().then(() => "opened after all"),
    (error: Error) => error.message,
  )
  expect(refusal).not.toContain("secret")
  return refusal
}

/** The schema's URL with one part of it changed. */
function changed(url: string, change: (url: URL) => void): string {
  const other = new URL(url)
  change(other)
  return other.href
}

/** A server that does `greet` to whoever comes. */
async function startServer(greet: (socket: Socket) => void) {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket.on("error", () => {}))
    greet(socket)
  }).listen(0, "127.0.0.1")
  await once(server, "listening")
  const { port } = server.address() as AddressInfo
  return {
    url: `postgres://ann:secret@127.0.0.1:${port}/chat`,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, "close")
    },
  }
}

/** What Postgres sends when it turns somebody away: an ErrorResponse of its protocol. */
function errorResponse(code: string, message: string): Buffer {
  const fields = Buffer.from(`SFATAL\0C${code}\0M${message}\0\0`)
  const head = Buffer.alloc(5, "E")
  head.writeInt32BE(fields.length + 4, 1)
  return Buffer.concat([head, fields])
}

test("a host that nobody listens on", async () => {
  const url = "postgres://ann:secret@127.0.0.1:1/chat"
  expect(await refusalOf(url)).toMatch(
    /^postgres:\/\/127.0.0.1:1\/chat cannot be opened: .*ECONNREFUSED/,
  )
})

test("a host without an address", async () => {
  const url = "postgres://ann:secret@nowhere.invalid/chat"
  expect(await refusalOf(url)).toMatch(
    /^postgres:\/\/nowhere.invalid\/chat cannot be opened: .*nowhere/,
  )
})

test("a host that takes calls and says nothing, in a few seconds", async () => {
  await using server = await startServer(() => {})
  expect(await refusalOf(server.url)).toMatch(/^postgres:\/\/127.*\/chat cannot be opened: timeout/)
})

test("a certificate that is not there", async () => {
  const url = "postgres://ann:secret@127.0.0.1:1/chat?sslmode=verify-full&sslrootcert=/nowhere.pem"
  expect(await refusalOf(url)).toMatch(
    /^postgres:\/\/127.0.0.1:1\/chat cannot be opened: ENOENT.*nowhere.pem/,
  )
})

test("a wrong password", async () => {
  const words = `password authentication failed for user "ann"`
  await using server = await startServer((socket) =>
    socket.once("data", () => socket.end(errorResponse("28P01", words))),
  )
  expect(await refusalOf(server.url)).toMatch(new RegExp(`/chat cannot be opened: ${words}$`))
})

test("the start of the server says so in one line and without a trace of the code", async () => {
  const ending = {
    code: 1,
    output: expect.stringMatching(/^confab: postgres:.* cannot be opened: .*\n$/),
  }
  const start = startServerProcess({ DATABASE_URL: "postgres://ann:secret@127.0.0.1:1/chat" })
  await expect(start).rejects.toMatchObject({ ending })
})

postgres.describe("a server on Postgres", () => {
  test("remembers what it acknowledged, and drains like any other", async () => {
    await using schema = await temporarySchema()
    const env = { DATABASE_URL: schema.url }
    await using first = await startServerProcess(env)
    const { body: room } = await createRestClient(first.url).post("/api/chat/rooms", {
      name: "lobby",
    })
    const messages = `/api/chat/rooms/${room.id}/messages`
    const ann = { username: "ann", content: "still there?" }
    const { body: message } = await createRestClient(first.url).post(messages, ann)
    expect(await first.stop()).toMatchObject({ code: 0 })

    await using second = await startServerProcess(env)
    const { body } = await createRestClient(second.url).get(messages)
    expect(body).toEqual([message])
  })
})

postgres.describe("Postgres refused at the start", () => {
  test("a database that is not there", async () => {
    const url = changed(postgres.url, (url) => {
      url.pathname = "/nowhere"
    })
    expect(await refusalOf(url)).toBe(
      `postgres://${host}/nowhere cannot be opened: database "nowhere" does not exist`,
    )
  })

  test("a schema that is not there", async () => {
    const url = changed(postgres.url, ({ searchParams }) =>
      searchParams.set("options", "-csearch_path=nowhere"),
    )
    expect(await refusalOf(url)).toMatch(/cannot be opened: no schema has been selected/)
  })

  test("a user who may not create tables", async () => {
    await using schema = await temporarySchema()
    await schema.run(
      `CREATE ROLE ${schema.name} LOGIN; GRANT USAGE ON SCHEMA ${schema.name} TO ${schema.name}`,
    )
    const url = changed(schema.url, (url) => {
      url.username = schema.name
      url.password = "secret"
    })
    const refusal = await refusalOf(url)
    await schema.run(`DROP OWNED BY ${schema.name}; DROP ROLE ${schema.name}`)
    expect(refusal).toMatch(/does not let Confab create its tables: permission denied for schema/)
  })

  test("a user who may look at the tables and not write to them", async () => {
    await using schema = await temporarySchema()
    await (await openTestStore(schema.url)).close()
    await schema.run(
      `CREATE ROLE ${schema.name} LOGIN;
       GRANT USAGE, CREATE ON SCHEMA ${schema.name} TO ${schema.name};
       GRANT SELECT ON ALL TABLES IN SCHEMA ${schema.name} TO ${schema.name};
       GRANT ALL ON rooms, room_events, deleted_rooms TO ${schema.name}`,
    )
    const url = changed(schema.url, (url) => {
      url.username = schema.name
    })
    const refusal = await refusalOf(url)
    await schema.run(`DROP OWNED BY ${schema.name}; DROP ROLE ${schema.name}`)
    expect(refusal).toMatch(
      /does not let Confab use its tables: it lacks INSERT on messages, DELETE on messages, USAGE on messages_id_seq$/,
    )
  })

  test("a user who does not own the tables that an upgrade would change", async () => {
    await using schema = await temporarySchema()
    await (await openTestStore(schema.url)).close()
    await schema.run(
      `ALTER TABLE messages DROP COLUMN person_id;
       DELETE FROM confab_migrations WHERE version > 1;
       CREATE ROLE ${schema.name} LOGIN;
       GRANT USAGE, CREATE ON SCHEMA ${schema.name} TO ${schema.name};
       GRANT ALL ON ALL TABLES IN SCHEMA ${schema.name} TO ${schema.name};
       GRANT ALL ON ALL SEQUENCES IN SCHEMA ${schema.name} TO ${schema.name}`,
    )
    const url = changed(schema.url, (url) => {
      url.username = schema.name
    })
    const refusal = await refusalOf(url)
    await schema.run(`DROP OWNED BY ${schema.name}; DROP ROLE ${schema.name}`)
    expect(refusal).toMatch(/must be owner of table messages$/)
    expect(await schema.run("SELECT max(version) AS version FROM confab_migrations")).toEqual([
      { version: 1 },
    ])
  })

  test.each([
    ["server_version_num", "120022", /is Postgres 15.*; Confab needs 13 or newer$/],
    ["server_encoding", "LATIN1", /keeps text as LATIN1; Confab needs a database with UTF8$/],
  ])("a server whose %s is %s", async (setting, value, reason) => {
    await using schema = await temporarySchema()
    // A schema that comes before Postgres' own may say what it likes.
    await schema.run(
      `CREATE FUNCTION current_setting(name text) RETURNS text LANGUAGE sql AS
       $$ SELECT CASE name WHEN '${setting}' THEN '${value}' ELSE pg_catalog.current_setting(name) END $$`,
    )
    const url = changed(schema.url, ({ searchParams }) =>
      searchParams.set("options", `-csearch_path=${schema.name},pg_catalog`),
    )
    expect(await refusalOf(url)).toMatch(reason)
  })

  test("tables of another program, which are left alone", async () => {
    await using schema = await temporarySchema()
    await schema.run("CREATE TABLE rooms (beds integer)")
    expect(await refusalOf(schema.url)).toMatch(/belongs to another program: relation "rooms"/)
    expect(await schema.run("SELECT to_regclass('messages') AS messages")).toEqual([
      { messages: null },
    ])
  })

  test("a schema that a newer Confab has migrated", async () => {
    await using schema = await temporarySchema()
    const store = await openTestStore(schema.url)
    await store.close()
    await schema.run("INSERT INTO confab_migrations (version) VALUES (9999)")
    expect(await refusalOf(schema.url)).toMatch(/\/test was written by a newer version of Confab$/)
  })
})
