/** The image without Docker: what the Dockerfile says is held to rules, then done by hand and started. */
import { execFile, execFileSync, spawn } from "node:child_process"
import { once } from "node:events"
import { cpSync, existsSync, globSync, mkdirSync, readFileSync } from "node:fs"
import { basename, join, resolve } from "node:path"
import { promisify } from "node:util"
import { expect, test } from "vitest"
import packageJson from "../../package.json" with { type: "json" }
import { createRestClient } from "../support/rest-client.ts"
import { temporaryFolder } from "../support/temporary-folder.ts"
import { freePort } from "../support/topology/program.ts"
import { allOf, environmentOf, readDockerfile, type Stage } from "./dockerfile.ts"

const project = resolve(import.meta.dirname, "../..")
const run = promisify(execFile)
const HOME = "/home/node"
const stages = readDockerfile(join(project, "Dockerfile"))
const named = (name: string) => stages.find((stage) => stage.name === name) as Stage
const image = stages.at(-1) as Stage

test("the image runs the pinned Node, as nobody special, with Node itself as process 1", () => {
  const images = stages.filter(({ from }) => !stages.some(({ name }) => name === from))
  expect(images.map(({ from }) => from)).toEqual([
    `node:${packageJson.devDependencies.node}-bookworm-slim`,
  ])
  expect(allOf(image, "USER")).toEqual(["node"])
  const words = image.instructions.map(({ word }) => word)
  // What is copied belongs to root: the server cannot change its own code.
  expect(words.indexOf("USER")).toBeGreaterThan(words.lastIndexOf("COPY"))
  expect(JSON.parse(allOf(image, "ENTRYPOINT")[0] ?? "")).toEqual(["node", "src/server/main.ts"])
  expect(environmentOf(image)).toMatchObject({ HOST: "0.0.0.0", NODE_ENV: "production" })
  expect(environmentOf(image).DATABASE_URL).toContain(`${allOf(image, "VOLUME")[0]}/`)
  expect(allOf(image, "EXPOSE")).toEqual([environmentOf(image).PORT])
})

test("what it copies is there, and .dockerignore lets it in", () => {
  const ignored = readFileSync(join(project, ".dockerignore"), "utf8").split("\n")
  expect(ignored).toContain("*")
  const copies = stages.flatMap((stage) => allOf(stage, "COPY"))
  const ours = copies.filter((copy) => !copy.startsWith("--from"))
  const sources = ours.flatMap((copy) => copy.split(" ").slice(0, -1))
  expect(sources).toContain("package-lock.json")
  for (const source of sources) {
    expect(existsSync(join(project, source)), source).toBe(true)
    expect(ignored).toContain(`!${source.split("/")[0]}`)
  }
})

test("nothing in it is secret: no variable of the build, no secret in its environment", () => {
  for (const stage of stages) expect(allOf(stage, "ARG")).toEqual([])
  expect(Object.keys(environmentOf(image)).join()).not.toMatch(/token|key|secret|password/i)
})

test("what is installed for production is enough to serve, and holds no tool", {
  timeout: 240_000,
}, async () => {
  await using folder = await temporaryFolder()
  const server = join(folder.path, "server")
  const home = join(folder.path, "image")
  await build(named("server"), { home: server, stages: {} })
  // The app's own build is what every test of it starts from: the project's, as `npm run build` makes it.
  await build(image, { home, stages: { server, client: project } })
  const installed = globSync("node_modules/{*,@*/*}", { cwd: home })
  for (const tool of ["vite", "typescript", "vitest", "@biomejs/biome", "@playwright/test", "pg"])
    expect(installed.includes(`node_modules/${tool}`), tool).toBe(tool === "pg")

  const port = await freePort()
  const [command = "", ...args] = JSON.parse(allOf(image, "ENTRYPOINT")[0] ?? "")
  const env = { ...envIn(image, home), HOST: "127.0.0.1", PORT: `${port}`, METRICS_TOKEN: "s3cret" }
  const child = spawn(nodeFor(command), args, { cwd: home, env, stdio: ["ignore", "pipe", "pipe"] })
  const ended = once(child, "close")
  try {
    await once(child.stdout, "data")
    await checkServes(`http://127.0.0.1:${port}`)
    expect(await npmInImage(home, /^docker exec confab npm (.*)$/m)).toMatch(/^backed up 0 rooms /m)
    const health = JSON.parse(/CMD (.*)$/.exec(allOf(image, "HEALTHCHECK")[0] ?? "")?.[1] ?? "")
    const check = (extra: object) =>
      run(nodeFor(health[0]), health.slice(1), { env: { ...env, ...extra } })
    await check({})
    await expect(check({ PORT: `${await freePort()}` })).rejects.toMatchObject({ code: 1 })
  } finally {
    child.kill("SIGTERM")
  }
  expect((await ended)[0]).toBe(0)
  expect(existsSync(join(home, "data/confab.db"))).toBe(true)
  expect(await npmInImage(home, /^docker run .* --entrypoint npm confab (.*)$/m)).toMatch(
    /^restored 0 rooms and 0 messages of .* into .*confab\.db in /m,
  )
})

/** Runs what docs/operations.md has npm run in a container, and answers what it says. */
async function npmInImage(home: string, documented: RegExp): Promise<string> {
  const operations = readFileSync(join(project, "docs/operations.md"), "utf8")
  const [, args = ""] = documented.exec(operations) ?? []
  const { stdout } = await run("npm", args.split(" "), { cwd: home, env: envIn(image, home) })
  return stdout
}

type Ground = {
  /** The folder that stands for HOME in this stage. */
  home: string
  /** Those of the stages it copies from. */
  stages: Record<string, string>
}

/** Does what a stage does, with plain npm and Node, in a folder. */
async function build(stage: Stage, { home, stages }: Ground) {
  mkdirSync(home)
  for (const { word, rest } of stage.instructions) {
    if (word === "COPY") copy(rest, { home, stages })
    if (word === "RUN") await run("sh", ["-c", rest], { cwd: home, env: envIn(stage, home) })
  }
}

function copy(rest: string, { home, stages }: Ground) {
  const [, stage, paths = ""] = /^(?:--from=(\w+) )?(.*)$/.exec(rest) ?? []
  const [to = "", ...from] = paths.split(" ").reverse()
  for (const source of from) {
    const origin = stage
      ? join(stages[stage] ?? "", source.replace(HOME, ""))
      : join(project, source)
    const target = join(home, to.endsWith("/") && source !== HOME ? basename(source) : to)
    cpSync(origin, target, { recursive: true })
  }
}

/** The stage's environment on top of the machine's, without what `npm test` tells its children about this project. */
function envIn(stage: Stage, home: string): NodeJS.ProcessEnv {
  const entries = Object.entries(environmentOf(stage)).map(([name, value]) => [
    name,
    value.replace(HOME, home),
  ])
  return {
    ...process.env,
    npm_config_local_prefix: undefined,
    npm_config_prefer_offline: "true",
    PATH: `${join(project, "node_modules/node/bin")}:${process.env.PATH}`,
    ...Object.fromEntries(entries),
  }
}

const nodeFor = (command: string) =>
  String(execFileSync("sh", ["-c", `command -v ${command}`], { env: envIn(image, "") })).trim()

async function checkServes(url: string) {
  const { ask } = createRestClient(url)
  const { version } = packageJson
  expect((await ask("/healthz")).body).toEqual({ status: "ok" })
  expect((await ask("/readyz")).status).toBe(200)
  expect((await ask("/openapi.json")).body).toMatchObject({ info: { version } })
  for (const path of ["/", "/docs", "/redoc", "/redoc/redoc.standalone.js", "/trpc/rooms.list"])
    expect((await ask(path)).status, path).toBe(200)
  const headers = { authorization: "Bearer s3cret" }
  expect((await ask("/metrics", { headers })).status).toBe(200)
}
