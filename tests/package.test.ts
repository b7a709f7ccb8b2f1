/** The published package, as a stranger meets it: packed, installed in an empty project, used as the README says. */
import { execFile, spawn } from "node:child_process"
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { promisify } from "node:util"
import { afterAll, beforeAll, expect, test } from "vitest"
import { createChatClient } from "../src/client/sdk/index.ts"
import { startServerProcess } from "./support/server-process.ts"

const project = resolve(import.meta.dirname, "..")
const run = promisify(execFile)
const onWindows = process.platform === "win32"
let importer: string
let packed: string[]

beforeAll(async () => {
  importer = await mkdtemp(join(tmpdir(), "confab-importer-"))
  const { stdout } = await npm(project, "pack", "--json", "--pack-destination", importer)
  const [tarball] = JSON.parse(stdout)
  packed = tarball.files.map(({ path }: { path: string }) => path)
  await writeFile(join(importer, "package.json"), '{ "type": "module" }')
  await npm(importer, "install", "--prefer-offline", "--no-audit", `./${tarball.filename}`)
}, 120_000)

afterAll(() => rm(importer, { recursive: true }))

test("the package holds the client's code and of the server only types", () => {
  expect(packed).toContain("dist/package/client/sdk/index.js")
  const code = packed.filter((path) => path.endsWith(".js"))
  expect(code.filter((path) => !/^dist\/package\/(client\/sdk|shared)\//.test(path))).toEqual([])
})

test.each([
  ["nodenext", "nodenext"],
  ["esnext", "bundler"],
])("the README's bot type-checks as %s with %s resolution, a misuse does not", async (...how) => {
  const bot = await botOfTheReadme()
  expect(await typeErrors(bot, how)).toBe("")
  expect(await typeErrors(bot.replace("roomId, content", "room: roomId, content"), how)).toMatch(
    "TS2",
  )
})

test("a list of rooms that lives finds its types in the package", async () => {
  const list = `
    import { type Activity, type ActivityEvent, createChatClient } from "confab/client"
    const chat = createChatClient({ url: "http://localhost:8000" })
    const rooms: Activity[] = await chat.rooms.activity.query({ after: 0 })
    const told = ({ rooms }: ActivityEvent) => rooms.map(({ last }) => last?.content.length)
    chat.onActivity.subscribe(undefined, { onData: told })
    const { nextAfter } = await chat.messages.history.query({ roomId: rooms.length, after: 1 })
    const next: number | null = nextAfter
  `
  expect(await typeErrors(list, ["nodenext", "nodenext"])).toBe("")
  expect(await typeErrors(list.replace("last?.", "last."), ["nodenext", "nodenext"])).toMatch("TS")
})

test("the README's bot answers in a room", async () => {
  await using server = await startServerProcess()
  const ann = createChatClient({ url: server.url, username: "Ann" })
  const { id: roomId } = await ann.rooms.create.mutate({ name: "Lobby" })
  const { promise: answer, resolve: answered } = Promise.withResolvers<string>()
  const follow = ann.onRoomEvent.subscribe(
    { roomId },
    {
      onData({ data: event }) {
        if (event.type === "join" && event.username === "echo") void say("!echo hello")
        if (event.type === "message" && event.username === "echo") answered(event.content)
      },
    },
  )
  const say = (content: string) =>
    ann.messages.send.mutate({ roomId, content, clientId: "greeting" })

  const bot = (await botOfTheReadme()).replace("http://localhost:8000", server.url)
  await writeFile(join(importer, "running-bot.ts"), bot)
  using _ = spawn(process.execPath, ["running-bot.ts"], { cwd: importer, stdio: "inherit" })

  expect(await answer).toBe("hello")
  follow.unsubscribe()
  await ann.close()
})

async function botOfTheReadme() {
  const readme = await readFile(join(project, "README.md"), "utf8")
  const [, bot] = /<!-- tests\/package\.test\.ts .*-->\n```ts\n(.*?)```/s.exec(readme) ?? []
  if (!bot) throw new Error("README.md has lost its bot, or the comment before it")
  return bot
}

/** What tsc says to an importer that is as strict as can be and has no types but ours. */
async function typeErrors(code: string, [module, moduleResolution]: [string, string]) {
  const strict = { strict: true, skipLibCheck: false, types: [] }
  const compilerOptions = { module, moduleResolution, target: "esnext", noEmit: true, ...strict }
  const config = JSON.stringify({ compilerOptions, files: ["bot.ts"] })
  await writeFile(join(importer, "bot.ts"), code)
  await writeFile(join(importer, "tsconfig.json"), config)
  const tsc = join(project, "node_modules/typescript/bin/tsc")
  const { stdout } = await run(process.execPath, [tsc], { cwd: importer }).catch((failed) => failed)
  return stdout
}

/** Without what `npm test` tells its children about this project. */
function npm(cwd: string, ...args: string[]) {
  const env = { ...process.env, npm_config_local_prefix: undefined }
  return run("npm", [...args, "--silent"], { cwd, env, shell: onWindows })
}
