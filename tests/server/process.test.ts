/** What an operator sees of the process: starting, refusing, draining, and coming back after the worst. */
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, test } from "vitest"
import { startServerProcess } from "../support/server-process.ts"

test("asked to stop, the server ends by itself and without complaint", async () => {
  const server = await startServerProcess()
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
  expect(await server.stop()).toMatchObject({ code: 0, signal: null })
})

test("wrong values in the environment are all named in one refusal", async () => {
  const start = startServerProcess({ PORT: "many", LOG_LEVEL: "loud", RATE_LIMIT: "maybe" })
  const { ending } = await start.catch((refused) => refused)
  expect(ending.code).toBe(1)
  for (const name of ["PORT", "LOG_LEVEL", "RATE_LIMIT"]) expect(ending.output).toContain(name)
})

test.each(["sqlite:chat.db", "json:chat.json"])(
  "what was acknowledged survives kill -9 in %s",
  async (url) => {
    await using folder = await temporaryFolder()
    const env = { DATABASE_URL: url.replace(":", `:${folder.path}/`) }
    const first = await startServerProcess(env)
    const { id } = await post(`${first.url}/api/chat/rooms`, { name: "Lobby" })
    const messages = `/api/chat/rooms/${id}/messages`
    const sent = await post(first.url + messages, { username: "Ann", content: "still there?" })
    await first.kill()

    await using second = await startServerProcess(env)
    expect(await (await fetch(second.url + messages)).json()).toEqual([sent])
  },
)

async function post(url: string, body: object) {
  const headers = { "content-type": "application/json" }
  const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) })
  expect(answer.status).toBe(201)
  return answer.json()
}

async function temporaryFolder() {
  const path = await mkdtemp(join(tmpdir(), "confab-"))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}
