/** The OpenAPI document, judged by those who read it: a linter, a generator of types, and a client made of these. */
import { execFile } from "node:child_process"
import { readFile, symlink, writeFile } from "node:fs/promises"
import { join, resolve } from "node:path"
import { promisify } from "node:util"
import { expect, test } from "vitest"
import { startTestApp } from "../support/app.ts"
import { fromNpm } from "../support/from-npm.ts"
import { temporaryFolder } from "../support/temporary-folder.ts"

const run = promisify(execFile)
const project = resolve(import.meta.dirname, "../..")
const CLIENT = resolve(import.meta.dirname, "../support/openapi-client.txt")

/** The generator needs a TypeScript with an API, which ours has no more. */
const generator = await fromNpm(
  "openapi-typescript@7.13.0",
  "openapi-fetch@0.17.0",
  "typescript@5.9.3",
)

/** The document of a running server, as a file in a folder of its own. */
async function openapiOf(app: Awaited<ReturnType<typeof startTestApp>>) {
  const folder = await temporaryFolder()
  const { body } = await app.rest.get("/openapi.json")
  await writeFile(join(folder.path, "openapi.json"), JSON.stringify(body))
  return { ...folder, document: body }
}

test("a linter with the recommended rules finds nothing to say", { timeout: 60_000 }, async () => {
  await using app = await startTestApp()
  await using openapi = await openapiOf(app)
  const { totals, problems } = await lint(openapi.path)
  expect([totals, problems]).toEqual([{ errors: 0, warnings: 0, ignored: 0 }, []])

  const worse = { ...openapi.document, security: undefined }
  await writeFile(join(openapi.path, "openapi.json"), JSON.stringify(worse))
  expect((await lint(openapi.path)).totals.errors).toBe(5)
})

test("every operation and everything that is sent or answered has a name", async () => {
  await using app = await startTestApp()
  await using openapi = await openapiOf(app)
  const { paths, components, security, servers, info } = openapi.document
  const operations = Object.values<Record<string, { operationId: string }>>(paths)
    .flatMap((methods) => Object.values(methods))
    .map(({ operationId }) => operationId)
  expect(operations.sort()).toEqual([
    "createRoom",
    "deleteRoom",
    "listMessages",
    "listRooms",
    "sendMessage",
  ])
  expect(Object.keys(components.schemas).sort()).toEqual([
    "Error",
    "Message",
    "NewMessage",
    "NewRoom",
    "Room",
    "ValidationError",
  ])
  expect({ security, servers, license: info.license }).toEqual({
    security: [],
    servers: [expect.objectContaining({ url: "/" })],
    license: { name: "MIT", identifier: "MIT" },
  })
})

test.skipIf(generator.folder === null)(
  `a client of generated types reads well, compiles, and talks to the server${generator.absence}`,
  { timeout: 120_000 },
  async () => {
    await using app = await startTestApp()
    await using openapi = await openapiOf(app)
    const { path } = openapi
    const generate = join(generator.folder ?? "", "node_modules/openapi-typescript/bin/cli.js")
    await run(process.execPath, [generate, "openapi.json", "--output", "confab.ts"], { cwd: path })
    await symlink(join(generator.folder ?? "", "node_modules"), join(path, "node_modules"))
    const client = await readFile(CLIENT, "utf8")

    expect(await typeErrors(path, client)).toBe("")
    const { stdout } = await run(process.execPath, ["client.ts", app.url], { cwd: path })
    expect(JSON.parse(stdout)).toEqual({
      room: { id: 1, name: "Lobby", created_at: expect.any(String) },
      said: ["Good morning 3"],
      taken: "A room with this name already exists",
      wrong: [["body", "name"]],
      gone: 204,
    })

    for (const [right, wrong] of [
      ["content: `Good morning", "text: `Good morning"],
      ["room.name", "room.title"],
      ["detail.map(", "detail.message.map("],
    ] as const) {
      expect(client).toContain(right)
      expect(await typeErrors(path, client.replace(right, wrong)), wrong).toMatch(/error TS2/)
    }
  },
)

type Linted = { totals: Record<string, number>; problems: object[] }

async function lint(cwd: string): Promise<Linted> {
  const redocly = join(project, "node_modules/@redocly/cli/bin/cli.js")
  const args = [redocly, "lint", "--extends=recommended", "--format=json", "openapi.json"]
  const env = { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" }
  const { stdout } = await run(process.execPath, args, { cwd, env }).catch((failed) => failed)
  return JSON.parse(stdout)
}

async function typeErrors(cwd: string, client: string): Promise<string> {
  await writeFile(join(cwd, "package.json"), '{ "type": "module" }')
  await writeFile(join(cwd, "client.ts"), client)
  const tsc = join(project, "node_modules/typescript/bin/tsc")
  const flags = "--strict --noEmit --module nodenext --target esnext --allowImportingTsExtensions"
  const args = [
    tsc,
    ...flags.split(" "),
    "--types",
    "node",
    "--typeRoots",
    join(project, "node_modules/@types"),
  ]
  const { stdout } = await run(process.execPath, [...args, "client.ts"], { cwd }).catch(
    (failed) => failed,
  )
  return stdout
}
