/** `npm run copy-store` as an operator sees it, and what people in the rooms notice of a move: nothing. */
import { DatabaseSync } from "node:sqlite"
import { describe, expect, test } from "vitest"
import { startTestApp } from "../support/app.ts"
import { archivedIn, copy, seedStore, storePlaces } from "../support/copies.ts"
import { copyUntilKilled, runCopyStore } from "../support/copy-process.ts"
import { trpcDialect } from "../support/followers.ts"
import { postgres } from "../support/postgres.ts"
import { startServerProcess } from "../support/server-process.ts"
import { openTestStore } from "../support/test-store.ts"

test("it says how far it is and what it has done", async () => {
  await using source = await storePlaces.sqlite()
  await using target = await storePlaces.json()
  await seedStore(source.url)
  const { code, output, errors } = await runCopyStore([source.url, target.url])
  expect([code, errors]).toEqual([0, ""])
  expect(output.replaceAll(/[\d,]+ a second/g, "N a second")).toMatch(
    new RegExp(
      [
        "^copying rooms: 3 of 3, N a second",
        "copying messages: 30 of 30, N a second",
        "copying events: 30 of 30, N a second",
        "checking rooms: 3 of 3, N a second",
        "checking messages: 30 of 30, N a second",
        "checking events: 30 of 30, N a second",
        "copied 3 rooms and 30 messages in [\\d.]+ s; both sides have the checksum [0-9a-f]{64}\n$",
      ].join("\n"),
    ),
  )
  expect(await archivedIn(target.url)).toEqual(await archivedIn(source.url))
})

test.each([
  ["no URLs", [], /usage: npm run copy-store -- FROM_URL TO_URL/],
  ["one URL", ["json:a"], /usage: /],
  ["an unknown kind", ["mysql://ann:secret@x/chat", "json:a"], /"mysql:\/\/x\/chat" is not a/],
  ["what ends with its process", ["sqlite::memory:", "json:a"], /ends with its process/],
  [
    "a server that does not answer",
    ["postgres://ann:secret@127.0.0.1:1/chat", "json:a"],
    /postgres:\/\/127\.0\.0\.1:1\/chat cannot be opened: .*ECONNREFUSED/,
  ],
])("%s is refused in one line, without a password", async (_, urls, reason) => {
  const { code, output, errors } = await runCopyStore(urls)
  expect([code, output]).toEqual([1, ""])
  expect(errors).toMatch(/^copy-store: .+\n$/)
  expect(errors).toMatch(reason)
  expect(errors).not.toContain("secret")
})

test("Confab does not start on half a copy", async () => {
  await using source = await storePlaces.json()
  await using target = await storePlaces.sqlite()
  await seedStore(source.url)
  await copyUntilKilled(source.url, target.url, "copying")
  await expect(startServerProcess({ DATABASE_URL: target.url })).rejects.toMatchObject({
    ending: {
      code: 1,
      output: expect.stringMatching(/^confab: .* a copy that was not finished: /m),
    },
  })
})

test("who comes back after the move hears what was missed, by epoch and seq", async () => {
  await using source = await storePlaces.json()
  await using target = await storePlaces.sqlite()
  let roomId = 0
  {
    await using before = await startTestApp({ databaseUrl: source.url })
    roomId = await before.room()
    const ann = trpcDialect.follow(before, { roomId, username: "Ann", after: 0 })
    for (const content of ["1", "2", "3"]) await ann.say(content)
  }
  await copy(source.url, target.url)

  await using after = await startTestApp({ databaseUrl: target.url })
  const epoch = (await archivedIn(source.url)).origin.epoch
  expect(after.chat.epoch).toBe(epoch)
  const ann = trpcDialect.follow(after, { roomId, username: "Ann", after: 1 })
  await ann.hears("users_list")
  await ann.say("4")
  await ann.hears("message")
  expect(ann.all("message").map(({ content }) => content)).toEqual(["2", "3", "4"])
  expect(ann.all("gap")).toEqual([])
})

/** As much text as there is memory, of which Node itself takes a part. */
const HEAP_MB = 40
const inLittleRoom = [`--max-old-space-size=${HEAP_MB}`]

async function fillWithMuch(url: string) {
  await using store = await openTestStore(url)
  await store.newRoom("lobby")
  await store.close()
  using database = new DatabaseSync(url.slice("sqlite:".length))
  database.exec(`
    BEGIN;
    WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 20000)
    INSERT INTO messages (room_id, seq, username, username_key, content, created_at)
      SELECT 1, n, 'ann', 'ann', printf('%.2000c', 'x') || n, '2026-11-22T12:00:00.000Z' FROM numbers;
    INSERT INTO room_events (room_id, seq, kind, message_id, at)
      SELECT room_id, seq, 'message', id, created_at FROM messages;
    UPDATE rooms SET last_seq = 20000;
    COMMIT
  `)
}

describe("20,000 long messages", { timeout: 120_000 }, () => {
  test(`pass through ${HEAP_MB} MB of memory, which would not hold them`, async () => {
    await using source = await storePlaces.sqlite()
    await using target = await storePlaces.sqlite()
    await using tooMuch = await storePlaces.json()
    await fillWithMuch(source.url)
    expect(await runCopyStore([source.url, target.url], inLittleRoom)).toMatchObject({
      code: 0,
      output: expect.stringContaining("copied 1 rooms and 20,000 messages"),
    })
    expect((await runCopyStore([source.url, tooMuch.url], inLittleRoom)).code).not.toBe(0)
  })

  postgres.describe("to Postgres and back", () => {
    test(`pass through ${HEAP_MB} MB of memory`, async () => {
      await using source = await storePlaces.sqlite()
      await using target = await storePlaces.postgres()
      await using back = await storePlaces.sqlite()
      await fillWithMuch(source.url)
      for (const way of [
        [source.url, target.url],
        [target.url, back.url],
      ])
        expect(await runCopyStore(way, inLittleRoom)).toMatchObject({ code: 0, errors: "" })
    })
  })
})
