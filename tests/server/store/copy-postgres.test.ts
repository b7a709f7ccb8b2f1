import { readFile } from "node:fs/promises"
import { describe, expect, test } from "vitest"
import { copyStore } from "../../../src/server/store/transfer/copy.ts"
import {
  copyContract,
  copySourceContract,
  copyTargetContract,
} from "../../contracts/copy.contract.ts"
import { archivedIn, copy, seedStore, storePlaces } from "../../support/copies.ts"
import { postgres, temporarySchema } from "../../support/postgres.ts"
import { openTestStore } from "../../support/test-store.ts"

postgres.describe("copies and Postgres", () => {
  copyContract("sqlite", "postgres")
  copyContract("postgres", "sqlite")
  copyContract("json", "postgres")
  copyContract("postgres", "json")
  copyContract("postgres", "postgres")
  copySourceContract("postgres")
  copyTargetContract("postgres")

  describe("on the way", { timeout: 60_000 }, () => {
    test("from json to sqlite to Postgres and back nothing has changed", async () => {
      await using first = await storePlaces.json()
      await using second = await storePlaces.sqlite()
      await using third = await storePlaces.postgres()
      await using fourth = await storePlaces.json()
      await seedStore(first.url, { rooms: 1_100, messages: 20_000 })
      await copy(first.url, second.url)
      await copy(second.url, third.url)
      await copy(third.url, fourth.url)
      const contents = async ({ url }: { url: string }) =>
        JSON.parse(await readFile(url.slice("json:".length), "utf8"))
      expect(await contents(fourth)).toEqual(await contents(first))
    })

    test("a source that is used meanwhile is refused at the end", async () => {
      await using source = await temporarySchema()
      await using target = await storePlaces.sqlite()
      await seedStore(source.url)
      await using store = await openTestStore(source.url)
      let isSaid = false
      const onProgress = async () => {
        if (!isSaid) await store.say(2, "too late")
        isSaid = true
      }
      const copying = copyStore({ from: source.url, to: target.url, onProgress })
      await expect(copying).rejects.toThrow(/was changed while it was copied: stop every Confab/)
      await expect(openTestStore(target.url)).rejects.toThrow(/copy that was not finished/)

      await copy(source.url, target.url)
      expect((await archivedIn(target.url)).messages).toContainEqual(
        expect.objectContaining({ content: "too late" }),
      )
    })

    test("what was said in a deleted room and is not swept away yet stays behind", async () => {
      await using source = await temporarySchema()
      await using target = await storePlaces.sqlite()
      await seedStore(source.url)
      await source.run("DELETE FROM rooms WHERE id = 2")
      await copy(source.url, target.url)
      const { rooms, messages } = await archivedIn(target.url)
      expect([rooms.length, messages.length]).toEqual([2, 20])
    })

    test("a room goes on no earlier than its last message, whatever the clock says", async () => {
      await using source = await storePlaces.sqlite()
      await using target = await temporarySchema()
      await seedStore(source.url)
      await copy(source.url, target.url)
      const [{ kept, all }] = (await target.run(
        `SELECT count(*) AS all, count(*) FILTER (WHERE last_at = (
           SELECT max(created_at) FROM messages WHERE room_id = rooms.id)) AS kept FROM rooms`,
      )) as [{ kept: string; all: string }]
      expect([kept, all]).toEqual(["3", "3"])
    })

    test("a newer database is refused on either side", async () => {
      await using newer = await temporarySchema()
      await using other = await storePlaces.sqlite()
      await seedStore(newer.url)
      await seedStore(other.url)
      await newer.run("INSERT INTO confab_migrations (version) VALUES (9999)")
      const reason = /was written by a newer version of Confab$/
      await expect(copy(newer.url, other.url)).rejects.toThrow(reason)
      await expect(copy(other.url, newer.url)).rejects.toThrow(reason)
    })

    test("a store is not copied onto itself by another name", async () => {
      await using place = await temporarySchema()
      await seedStore(place.url)
      const sameElsewhere = new URL(place.url)
      sameElsewhere.searchParams.set("application_name", "copy")
      sameElsewhere.searchParams.set("options", `-c search_path=${place.name}`)
      await expect(copy(place.url, sameElsewhere.href)).rejects.toThrow(
        /it is being copied from or to already$/,
      )
    })
  })
})
