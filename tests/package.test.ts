/** The published package, as a stranger meets it: packed, installed in an empty project, used as the README says. */
import { execFile, spawn } from "node:child_process"
import { writeFile } from "node:fs/promises"
import { join, resolve } from "node:path"
import { promisify } from "node:util"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import packageJson from "../package.json" with { type: "json" }
import { waitForEcho } from "./support/echo.ts"
import { botOfTheReadme, createImporter } from "./support/importer.ts"
import { type Runtime, runtimes } from "./support/runtimes.ts"
import { startServerProcess } from "./support/server-process.ts"

const project = resolve(import.meta.dirname, "..")
const run = promisify(execFile)
const { ws, "@types/ws": wsTypes } = packageJson.devDependencies
const readme = await botOfTheReadme()
/** As the README has it for a runtime without a WebSocket. */
const handingOver = readme.bot.replace(/^.*?createChatClient\(.*?\)\n/s, readme.start)
let importer: Awaited<ReturnType<typeof createImporter>>

beforeAll(async () => {
  importer = await createImporter(`ws@${ws}`, `@types/ws@${wsTypes}`)
}, 120_000)

afterAll(() => importer[Symbol.asyncDispose]())

test("the package holds the client's code and of the server only types", () => {
  const { packed } = importer
  expect(packed).toContain("dist/package/client/sdk/index.js")
  const code = packed.filter((path) => path.endsWith(".js"))
  expect(code.filter((path) => !/^dist\/package\/(client\/sdk|shared)\//.test(path))).toEqual([])
})

test.each([
  ["nodenext", "nodenext"],
  ["esnext", "bundler"],
])(
  "the README's bot type-checks as %s with %s resolution, a misuse does not",
  {
    timeout: 60_000,
  },
  async (...how) => {
    const { bot } = readme
    expect(await typeErrors(bot, how)).toBe("")
    expect(await typeErrors(bot.replace("roomId, content", "room: roomId, content"), how)).toMatch(
      "TS2",
    )
  },
)

test("a list of rooms that lives finds its types in the package", { timeout: 60_000 }, async () => {
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

test("a WebSocket of the package ws can be handed over, anything else not", {
  timeout: 60_000,
}, async () => {
  const { start } = readme
  expect(await typeErrors(start, ["nodenext", "nodenext"])).toBe("")
  const wrong = start.replace("WebSocket })", "WebSocket: EventTarget })")
  expect(await typeErrors(wrong, ["nodenext", "nodenext"])).toMatch("TS2")
})

for (const runtime of await runtimes()) {
  describe.skipIf(!runtime.command)(runtime.name, { timeout: 60_000 }, () => {
    test("the README's bot answers in a room", async () => {
      await using server = await startServerProcess()
      await using ann = await waitForEcho(server.url)
      const bot = runtime.hasWebSocket ? readme.bot : handingOver
      const [program, args, where] = await startOf(runtime, bot, server.url)
      using _ = spawn(program, args, { ...where, stdio: "inherit" })
      expect(await ann.answer).toBe("hello")
    })

    if (runtime.hasWebSocket) return
    test("says in a sentence that it needs a WebSocket, and how to hand one over", async () => {
      const [program, args, where] = await startOf(runtime, readme.bot, "http://127.0.0.1:1")
      const { stderr } = await promisify(execFile)(program, args, where).catch((error) => error)
      expect(stderr).toMatch(
        /^Error: this runtime has no WebSocket .* npm install ws, .* createChatClient\(\{ url, WebSocket \}\)$/m,
      )
    })
  })
}

/** What tsc says to an importer that is as strict as can be and has no types but ours. */
async function typeErrors(code: string, [module, moduleResolution]: [string, string]) {
  const strict = { strict: true, skipLibCheck: false, types: [] }
  const compilerOptions = { module, moduleResolution, target: "esnext", noEmit: true, ...strict }
  const config = JSON.stringify({ compilerOptions, files: ["bot.ts"] })
  await writeFile(join(importer.path, "bot.ts"), code)
  await writeFile(join(importer.path, "tsconfig.json"), config)
  const tsc = join(project, "node_modules/typescript/bin/tsc")
  const { stdout } = await run(process.execPath, [tsc], { cwd: importer.path }).catch(
    (failed) => failed,
  )
  return stdout
}

/** Writes the bot down, for a server, and answers what starts it. */
async function startOf({ command }: Runtime, bot: string, url: string) {
  await writeFile(join(importer.path, "bot.mjs"), bot.replace("http://localhost:8000", url))
  const [program = "", ...args] = command ?? []
  return [program, [...args, "bot.mjs"], { cwd: importer.path }] as const
}
