/** Backups as docs/operations.md has them made and restored: by its own commands, while people talk. */
import { execFile } from "node:child_process"
import { readFileSync } from "node:fs"
import { resolve } from "node:path"
import { promisify } from "node:util"
import { expect, test } from "vitest"
import { createChatClient, type RoomEvent } from "../../src/client/sdk/index.ts"
import { createEar } from "../support/ear.ts"
import { createLedger, nothingWrong, wholeRoom } from "../support/ledger.ts"
import { postgres, temporaryDatabase } from "../support/postgres.ts"
import { openRawSocket } from "../support/raw-socket.ts"
import { reach } from "../support/reach.ts"
import { createRestClient } from "../support/rest-client.ts"
import { startServerProcess } from "../support/server-process.ts"
import { temporaryFolder } from "../support/temporary-folder.ts"
import { rest } from "../support/visitors.ts"
import { startWriters } from "../support/writers.ts"

const run = promisify(execFile)
const project = resolve(import.meta.dirname, "../..")
const operations = readFileSync(resolve(project, "docs/operations.md"), "utf8")

/** Shell commands: to make a backup while Confab runs, and to go back to it while it does not. */
const recipe =
  /^```sh\n# while it runs\n(?<backUp>[^`]*?\n)# back again, with [^\n]*\n(?<goBack>[^`]*?\n)```$/m.exec(
    operations,
  )?.groups as { backUp: string; goBack: string }

const WRITERS = 4
/** By so much ids go on above those that may have been given before. */
const IDS_SKIPPED = 2 ** 24

const title = "goes back to a backup, and nobody takes it for what was there"

test.each(["sqlite:confab.db", "json:chat.json"])(
  `%s ${title}`,
  { timeout: 120_000 },
  async (at) => {
    await using folder = await temporaryFolder()
    const url = at.replace(":", `:${folder.path}/data/`)
    await checkGoingBack({ folder: folder.path, url })
  },
)

postgres.describe("Postgres", () => {
  test(title, { timeout: 120_000 }, async () => {
    await using folder = await temporaryFolder()
    await using database = await temporaryDatabase()
    await checkGoingBack({ folder: folder.path, url: database.url })
  })
})

type Place = { folder: string; url: string }

async function checkGoingBack({ folder, url }: Place) {
  const env = { ...process.env, DATABASE_URL: url }
  const sh = (commands: string) =>
    run("sh", ["-ec", commands.replaceAll("backup.db", `${folder}/backup.db`)], {
      cwd: project,
      env,
    })
  await using first = await startServerProcess({ DATABASE_URL: url, RATE_LIMIT: "off" })
  await using ann = await annAt(first.url)
  const { roomId } = ann
  const talk = await startTalk(first.url)
  await ann.say("kept 1")
  const { id: highest } = await ann.say("kept 2")
  const acknowledged = await talk.acknowledged()
  await sh(recipe.backUp)
  for (const n of [1, 2, 3]) await ann.say(`lost ${n}`)
  expect(ann.heard()).toEqual(["1 kept 1", "2 kept 2", "3 lost 1", "4 lost 2", "5 lost 3"])
  await expect(sh(recipe.goBack)).rejects.toThrow(/ is in use by /)
  // What a crash leaves behind has to be thought of, too.
  await first.kill()
  await talk.stop()
  await sh(recipe.goBack)

  const kept = ["1 kept 1", "2 kept 2"]
  const messages = `/api/chat/rooms/${roomId}/messages`
  // Where Ann does not find it, the new log gets past her place: only the epoch tells then that it is another.
  await using elsewhere = await startServerProcess({ DATABASE_URL: url })
  await talk.check(elsewhere.url, acknowledged)
  const { get, post } = createRestClient(elsewhere.url)
  expect((await get(messages)).body.map(shown)).toEqual(kept)
  const far = openRawSocket(`${elsewhere.url}/ws/chat/${roomId}?username=cy&since=5`)
  expect(await far.hears("gap")).toMatchObject({ latest_seq: 2 })
  for (const n of [1, 2, 3, 4]) {
    const sent = await post(messages, { username: "bo", content: `new ${n}` })
    expect(sent).toMatchObject({ status: 201, body: { seq: n + 2 } })
    expect(sent.body.id).toBeGreaterThan(highest + IDS_SKIPPED)
  }
  const { body: room } = await post("/api/chat/rooms", { name: "new" })
  expect(room.id).toBeGreaterThan(roomId + IDS_SKIPPED)
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

/** Writers in a room of their own, through every door, and what they know of what they have said. */
async function startTalk(url: string) {
  const server = reach(url)
  const ledger = createLedger()
  const { id: roomId } = await rest.visit(server, "a founder").createRoom("busy")
  const stop = startWriters({ server, ledger, roomId, count: WRITERS })

  return {
    stop,

    /** By now, and there is something. */
    async acknowledged(): Promise<string[]> {
      await ledger.acknowledged(20)
      return ledger.withFate("acknowledged").map(({ clientId }) => clientId)
    },

    /** Of what was said there is the beginning, with all that was acknowledged until the backup was made. */
    async check(url: string, acknowledged: string[]) {
      const found = await wholeRoom(rest.visit(reach(url), "a reader"), roomId)
      const { lost, ...wrong } = ledger.audit(roomId, found)
      expect({ ...wrong, lost: [] }).toEqual(nothingWrong)
      const lostIds = lost.map(({ clientId }) => clientId)
      expect(lostIds.filter((clientId) => acknowledged.includes(clientId))).toEqual([])
      expect(lostIds.length, "they went on talking").toBeGreaterThan(0)
    },
  }
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
