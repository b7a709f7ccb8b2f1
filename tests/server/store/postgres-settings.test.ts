/** What a server, a user or the URL sets for our sessions either holds, or does no harm, or is refused in one line. */
import { expect, test } from "vitest"
import { openStore } from "../../../src/server/store/open.ts"
import { postgres, temporarySchema } from "../../support/postgres.ts"
import { openTestStore } from "../../support/test-store.ts"
import { adverse, promised, watchSettings } from "../../support/witness.ts"

const refusalOf = (url: string): Promise<string> =>
  openStore(url).then(
    (store) => store.close().then(() => "opened after all"),
    (error: Error) => error.message,
  )

/** The URL with more for every session. */
function withOptions(url: string, more: string): string {
  const other = new URL(url)
  const { searchParams } = other
  searchParams.set("options", `${searchParams.get("options") ?? ""} ${more}`)
  return other.href
}

postgres.describe("settings of Postgres", () => {
  test("what a user has set does no harm", async () => {
    await using schema = await temporarySchema()
    await using user = await schema.user({
      ...adverse,
      default_transaction_isolation: "serializable",
    })
    await using store = await openTestStore(user.url)
    const seen = await watchSettings(schema)
    const { timestamp } = await store.say(await store.newRoom("lobby"), "hi")
    expect(await seen()).toEqual([{ ...promised, search_path: schema.name }])
    expect(timestamp).toMatch(/^\d{4}-.*Z$/)
  })

  test("what is set later holds for later connections no more than for the first", async () => {
    await using schema = await temporarySchema()
    await using user = await schema.user({ search_path: schema.name })
    const url = new URL(user.url)
    url.searchParams.delete("options")
    await using store = await openTestStore(url.href)
    const roomId = await store.newRoom("lobby")
    const seen = await watchSettings(schema)
    for (const [name, value] of Object.entries({ ...adverse, search_path: "public" }))
      await user.set(name, value)
    await schema.endConnections()
    await store.say(roomId, "hi")
    expect(await seen()).toEqual([{ ...promised, search_path: schema.name }])
    expect(await store.texts(roomId)).toEqual(["hi"])
  })

  test.each(["remote_apply", "local"])("synchronous_commit=%s in the URL holds", async (value) => {
    await using schema = await temporarySchema()
    const url = withOptions(schema.url, `-c synchronous_commit=${value}`)
    await using store = await openTestStore(url)
    const seen = await watchSettings(schema)
    await store.say(await store.newRoom("lobby"), "hi")
    expect(await seen()).toMatchObject([{ synchronous_commit: value }])
  })

  test.each([
    ["-csynchronous_commit=off", /synchronous_commit to off, .* on the disk/],
    ["--synchronous-commit=false", /synchronous_commit to off/],
    ["-c statement_timeout=0", /set statement_timeout, which Confab sets itself \(3000\)/],
    ["-cclient_encoding=LATIN1", /set client_encoding, which Confab sets itself \(UTF8\)/],
    ["-cno_such_thing=1", /no_such_thing/],
    ["-cdefault_transaction_read_only=on", /is read-only/],
    ["-csearch_path", /hold "-c search_path", which sets nothing/],
  ])("options that break a promise are refused: %s", async (options, reason) => {
    await using schema = await temporarySchema()
    const refusal = await refusalOf(withOptions(schema.url, options))
    expect(refusal).toMatch(/^postgres:\/\/[^ ]* cannot be opened: [^\n]*$/)
    expect(refusal).toMatch(reason)
  })

  test("options of the environment hold as well", async () => {
    await using schema = await temporarySchema()
    const url = new URL(schema.url)
    url.searchParams.delete("options")
    process.env.PGOPTIONS = `-c search_path=${schema.name}`
    try {
      await using store = await openTestStore(url.href)
      expect(await schema.run("SELECT to_regclass('messages') IS NOT NULL AS there")).toEqual([
        { there: true },
      ])
      await store.newRoom("lobby")
    } finally {
      delete process.env.PGOPTIONS
    }
  })

  test("a standby is refused: it lags behind, and takes no messages", async () => {
    await using schema = await temporarySchema()
    // A schema that comes before Postgres' own may say what it likes.
    await schema.run(
      "CREATE FUNCTION pg_is_in_recovery() RETURNS boolean LANGUAGE sql AS 'SELECT true'",
    )
    const url = withOptions(schema.url, `-csearch_path=${schema.name},pg_catalog`)
    expect(await refusalOf(url)).toMatch(/cannot be opened: it is a standby/)
  })
})
