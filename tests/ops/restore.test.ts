/** Backups as docs/operations.md has them made and restored: by its own commands, while somebody listens. */
import { execFile } from "node:child_process"
import { readFileSync } from "node:fs"
import { resolve } from "node:path"
import { promisify } from "node:util"
import { expect, test } from "vitest"
import { createChatClient, type RoomEvent } from "../../src/client/sdk/index.ts"
import { createEar } from "../support/ear.ts"
import { postgres, temporaryDatabase } from "../support/postgres.ts"
import { openRawSocket } from "../support/raw-socket.ts"
import { createRestClient } from "../support/rest-client.ts"
import { startServerProcess } from "../support/server-process.ts"
import { temporaryFolder } from "../support/temporary-folder.ts"
import { findProgram } from "../support/topology/program.ts"

const run = promisify(execFile)
const operations = resolve(import.meta.dirname, "../../docs/operations.md")

/** Shell commands: to make a backup while Confab runs, and to go back to it while it does not. */
type Recipe = { backUp: string; goBack: string }

const recipes = [
  ...readFileSync(operations, "utf8").matchAll(
    /^```sh\n# while it runs\n(?<backUp>[^`]*?\n)# back again, with [^\n]*\n(?<goBack>[^`]*?\n)```$/gm,
  ),
].map(({ groups }) => groups as Recipe)

const recipeWith = (word: string) =>
  recipes.find(({ backUp }) => backUp.includes(word)) ?? { backUp: "false", goBack: "false" }

/** What is typed needs a program of the system: where that is missing, the test says so. */
function testWith(program: string, what: string, check: (folder: string) => Promise<void>) {
  const isThere = findProgram(program) !== null || process.env.CI === "true"
  const absence = isThere ? "" : ` (skipped, because ${program} is not installed)`
  const title = `${what} goes back to a backup, and whoever was further on is told${absence}`
  test.skipIf(!isThere)(title, { timeout: 60_000 }, async () => {
    await using folder = await temporaryFolder()
    await check(folder.path)
  })
}

testWith("sqlite3", "a SQLite database", (folder) =>
  checkGoingBack(recipeWith("sqlite3"), { folder, url: `sqlite:${folder}/data/confab.db` }),
)

testWith("sed", "a JSON file", (folder) =>
  checkGoingBack(recipeWith("chat.json"), { folder, url: `json:${folder}/data/chat.json` }),
)

postgres.describe("Postgres", () => {
  testWith("pg_restore", "a database", async (folder) => {
    await using database = await temporaryDatabase()
    await checkGoingBack(recipeWith("pg_dump"), { folder, url: database.url })
  })
})

type Place = { folder: string; url: string }

async function checkGoingBack({ backUp, goBack }: Recipe, { folder, url }: Place) {
  const env = { ...process.env, DATABASE_URL: url }
  const sh = (commands: string) => run("sh", ["-ec", commands], { cwd: folder, env })
  await using first = await startServerProcess({ DATABASE_URL: url })
  await using ann = await annAt(first.url)
  const { roomId } = ann
  await ann.say("kept 1")
  await ann.say("kept 2")
  await sh(backUp)
  for (const n of [1, 2, 3]) await ann.say(`lost ${n}`)
  expect(ann.heard()).toEqual(["1 kept 1", "2 kept 2", "3 lost 1", "4 lost 2", "5 lost 3"])
  // What a crash leaves behind has to be thought of, too.
  await first.kill()
  await sh(goBack)

  const kept = ["1 kept 1", "2 kept 2"]
  const messages = `/api/chat/rooms/${roomId}/messages`
  // Where Ann does not find it, the new log gets past her place: only the epoch tells then that it is another.
  await using elsewhere = await startServerProcess({ DATABASE_URL: url })
  const { get, post } = createRestClient(elsewhere.url)
  expect((await get(messages)).body.map(shown)).toEqual(kept)
  const far = openRawSocket(`${elsewhere.url}/ws/chat/${roomId}?username=cy&since=5`)
  expect(await far.hears("gap")).toMatchObject({ latest_seq: 2 })
  for (const n of [1, 2, 3, 4]) {
    const sent = await post(messages, { username: "bo", content: `new ${n}` })
    expect(sent).toMatchObject({ status: 201, body: { seq: n + 2 } })
  }
  await elsewhere.stop()

  const { port } = new URL(first.url)
  await using second = await startServerProcess({ DATABASE_URL: url, PORT: port })
  ann.comeBack()
  expect(await ann.hears("gap")).toMatchObject({ latestSeq: 6 })
  // Sent anew, what was lost is a new message.
  expect(await ann.say("lost 1")).toMatchObject({ seq: 7 })

  const all = [...kept, "3 new 1", "4 new 2", "5 new 3", "6 new 4", "7 lost 1"]
  await expect.poll(ann.heard).toEqual([...kept, "3 lost 1", "4 lost 2", "5 lost 3", "7 lost 1"])
  expect(await ann.history()).toEqual(all)
  const { body } = await createRestClient(second.url).get(messages)
  expect(body.map(shown)).toEqual(all)
  expect(far.all("message").map(shown)).toEqual(all.slice(2, -1))
}

const shown = ({ seq, content }: { seq: number; content: string }) => `${seq} ${content}`

/** Ann, who has made a room and listens to what is said in it. */
async function annAt(url: string) {
  const client = createChatClient({ url, username: "ann" })
  const ear = createEar<RoomEvent>()
  const { id: roomId } = await client.rooms.create.mutate({ name: "lobby" })
  client.onRoomEvent.subscribe({ roomId }, { onData: ({ data }) => ear.hear(data) })
  await ear.next("users_list")

  return {
    roomId,
    hears: ear.next,
    heard: () => ear.all("message").map(shown),
    say: (content: string) => client.messages.send.mutate({ roomId, content, clientId: content }),
    history: async () => (await client.messages.history.query({ roomId })).messages.map(shown),
    comeBack: client.connection.retryNow,
    [Symbol.asyncDispose]: client.close,
  }
}
