import { readdir, readFile, writeFile } from "node:fs/promises"
import { expect, test } from "vitest"
import { openJsonStore } from "../../../src/server/store/json/store.ts"
import { temporaryFolder } from "../../support/temporary-folder.ts"
import { draft, openTestStore } from "../../support/test-store.ts"

async function storeWithOneMessage(path: string) {
  await using store = await openTestStore(`json:${path}`)
  await store.say(await store.newRoom("Lobby"), "hi", { by: "Ann" })
}

const contentsOf = async (path: string) => JSON.parse(await readFile(path, "utf8"))

test("people can read the file", async () => {
  await using folder = await temporaryFolder()
  const path = `${folder.path}/data.json`
  await storeWithOneMessage(path)
  expect(await readFile(path, "utf8")).toContain('          "username": "Ann",\n')
  expect(await contentsOf(path)).toMatchObject({
    format: "confab",
    version: 2,
    rooms: [{ name: "Lobby", messages: [{ seq: 1, username: "Ann", content: "hi" }] }],
  })
})

test("what a crash left half written is no trouble", async () => {
  await using folder = await temporaryFolder()
  const path = `${folder.path}/data.json`
  await storeWithOneMessage(path)
  await writeFile(`${path}.tmp`, '{"format": "conf')
  await using store = await openTestStore(`json:${path}`)
  expect(await store.texts(1)).toEqual(["hi"])
  await store.say(1, "ho")
  expect(await readdir(folder.path)).not.toContain("data.json.tmp")
})

test.each([
  ["a room without a name", { rooms: [{ id: 1 }] }, /rooms\.0\.name: /],
  [
    "an id that was never given",
    { lastMessageId: 0 },
    /: rooms: message ids must grow up to lastMessageId$/,
  ],
  ["a lost room id", { lastRoomId: 0 }, /: rooms: ids must grow up to lastRoomId$/],
  ["no epoch", { epoch: "" }, /epoch: /],
])("a file edited to hold %s is refused as damaged", async (_, change, reason) => {
  await using folder = await temporaryFolder()
  const path = `${folder.path}/data.json`
  await storeWithOneMessage(path)
  await writeFile(path, JSON.stringify({ ...(await contentsOf(path)), ...change }))
  await expect(openTestStore(`json:${path}`)).rejects.toThrow(reason)
})

test("a message edited to come twice is refused as damaged", async () => {
  await using folder = await temporaryFolder()
  const path = `${folder.path}/data.json`
  await storeWithOneMessage(path)
  const contents = await contentsOf(path)
  contents.rooms[0].messages.push(contents.rooms[0].messages[0])
  await writeFile(path, JSON.stringify(contents))
  await expect(openTestStore(`json:${path}`)).rejects.toThrow(
    `${path} is damaged: rooms.0: seqs must grow up to lastSeq`,
  )
})

test("a file as large as the heap can take is read, and takes nothing more until a room goes", async () => {
  await using folder = await temporaryFolder()
  const store = await openJsonStore(`${folder.path}/data.json`, undefined, 2_000)
  const { id: roomId } = await store.createRoom({ name: "lobby", key: "lobby" })
  const say = (clientId: string) => store.append(draft(roomId, "x".repeat(500), { clientId }))
  for (const clientId of ["1", "2", "3"]) await say(clientId)
  await expect(say("4")).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" })
  expect(await say("3")).toMatchObject({ created: false })
  expect(await store.history({ roomId, limit: 9 })).toHaveLength(3)
  const another = { name: "attic", key: "attic" }
  await expect(store.createRoom(another)).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" })
  await store.deleteRoom(roomId)
  expect(await store.createRoom(another)).toMatchObject({ name: "attic" })
  await store.close()
})
