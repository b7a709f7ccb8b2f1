import { readFile, writeFile } from "node:fs/promises"
import { DatabaseSync } from "node:sqlite"
import { describe, expect, test } from "vitest"
import {
  copyContract,
  copySourceContract,
  copyTargetContract,
} from "../../contracts/copy.contract.ts"
import { archivedIn, copy, seedStore, storePlaces } from "../../support/copies.ts"
import { openTestStore } from "../../support/test-store.ts"

const pathOf = (url: string) => url.slice(url.indexOf(":") + 1)

function run(url: string, sql: string) {
  using database = new DatabaseSync(pathOf(url))
  database.exec(sql)
}

for (const from of ["sqlite", "json"] as const) {
  for (const to of ["sqlite", "json"] as const) copyContract(from, to)
}

for (const kind of ["sqlite", "json"] as const) {
  copySourceContract(kind)
  copyTargetContract(kind)

  describe(`a file: ${kind}`, () => {
    test("a store in use is not copied, and none is copied into it", async () => {
      await using busy = await storePlaces[kind]()
      await using other = await storePlaces.sqlite()
      await seedStore(other.url)
      await using _ = await openTestStore(busy.url)
      await expect(copy(busy.url, other.url)).rejects.toThrow(/in use by another Confab process$/)
      await expect(copy(other.url, busy.url)).rejects.toThrow(/in use by another Confab process$/)
    })

    test("a newer or a damaged file is refused on either side", async () => {
      for (const [harm, reason] of harms[kind]) {
        await using bad = await storePlaces[kind]()
        await using good = await storePlaces.sqlite()
        await using fresh = await storePlaces.json()
        await seedStore(bad.url)
        await seedStore(good.url)
        await harm(bad.url)
        const harmed = await readFile(pathOf(bad.url))
        await expect(copy(bad.url, fresh.url)).rejects.toThrow(reason)
        await expect(copy(good.url, bad.url)).rejects.toThrow(reason)
        expect(await readFile(pathOf(bad.url))).toEqual(harmed)
      }
    })
  })
}

test("what was said in a deleted room and is not swept away yet stays behind: sqlite", async () => {
  await using source = await storePlaces.sqlite()
  await using target = await storePlaces.sqlite()
  await seedStore(source.url)
  run(
    source.url,
    `PRAGMA foreign_keys = OFF;
     DELETE FROM rooms WHERE id = 2; INSERT INTO deleted_rooms (id) VALUES (2)`,
  )
  await copy(source.url, target.url)
  const { rooms, messages } = await archivedIn(target.url)
  expect([rooms.length, messages.length]).toEqual([2, 20])
})

type Harm = [harm: (url: string) => unknown, reason: RegExp]

const harms: Record<"sqlite" | "json", Harm[]> = {
  sqlite: [
    [(url) => run(url, "PRAGMA user_version = 9999"), /written by a newer version/],
    [(url) => writeFile(pathOf(url), "chat ".repeat(2_000)), /is damaged: /],
  ],
  json: [
    [(url) => edit(url, { version: 3 }), /written by a newer version/],
    [(url) => edit(url, { lastRoomId: 0 }), /is damaged: /],
  ],
}

async function edit(url: string, change: object) {
  const contents = JSON.parse(await readFile(pathOf(url), "utf8"))
  await writeFile(pathOf(url), JSON.stringify({ ...contents, ...change }))
}

test.each([
  ["a message beyond the room's last", "UPDATE messages SET seq = 9999 WHERE id = 4", /message 4 /],
  [
    "an event beyond it",
    "UPDATE room_events SET seq = 9999 WHERE message_id = 4",
    /event 9999 of /,
  ],
  ["an id that was never given", "UPDATE sqlite_sequence SET seq = 1", /room 2 is/],
])("a source with %s is refused as damaged", async (_, harm, reason) => {
  await using source = await storePlaces.sqlite()
  await using target = await storePlaces.json()
  await seedStore(source.url)
  run(source.url, harm)
  await expect(copy(source.url, target.url)).rejects.toThrow(reason)
  await expect(openTestStore(target.url)).rejects.toThrow(/copy that was not finished/)
})

test("a message taken out of a JSON file by hand leaves its place empty in the copy too", async () => {
  await using source = await storePlaces.json()
  await using target = await storePlaces.sqlite()
  await seedStore(source.url)
  const { rooms } = JSON.parse(await readFile(pathOf(source.url), "utf8"))
  rooms[0].messages.splice(1, 1)
  rooms[0].messages[0].timestamp = "2026-11-22T12:00:00Z"
  await edit(source.url, { rooms })
  expect(await copy(source.url, target.url)).toMatchObject({ messages: 29, gaps: 1 })
  expect((await archivedIn(target.url)).messages[0]).toMatchObject({
    timestamp: "2026-11-22T12:00:00.000Z",
  })
})

test("what a target does not keep is noticed", async () => {
  await using source = await storePlaces.json()
  await using target = await storePlaces.sqlite()
  await seedStore(source.url)
  const { rooms } = JSON.parse(await readFile(pathOf(source.url), "utf8"))
  // Half a character: JSON can write it down, UTF-8 cannot.
  rooms[0].messages[0].content = "\ud83c"
  await edit(source.url, { rooms })
  await expect(copy(source.url, target.url)).rejects.toThrow(/ does not hold what .* holds: /)
  await expect(openTestStore(target.url)).rejects.toThrow(/copy that was not finished/)
})

test("from json to sqlite and back nothing has changed, with many rooms and messages", {
  timeout: 60_000,
}, async () => {
  await using first = await storePlaces.json()
  await using second = await storePlaces.sqlite()
  await using third = await storePlaces.json()
  await seedStore(first.url, { rooms: 1_100, messages: 20_000 })
  await copy(first.url, second.url)
  await copy(second.url, third.url)
  const contents = async (url: string) => JSON.parse(await readFile(pathOf(url), "utf8"))
  expect(await contents(third.url)).toEqual(await contents(first.url))
})
