/** What whoever runs a server is told of requests that were refused for where they came from. */
import { expect, test } from "vitest"
import { askByHand } from "../support/ask-by-hand.ts"
import { startLogged } from "../support/heard-log.ts"
import { openRawSocket } from "../support/raw-socket.ts"

const ROOMS = "/api/chat/rooms"
const WARN = 40

test("whoever runs it is told once which name was refused, and which setting lets it in", async () => {
  await using app = await startLogged("info")
  const headers = { host: "chat.example", origin: "http://chat.example" }
  for (const path of [ROOMS, "/", "/trpc/rooms.list"]) await askByHand(app.url, path, { headers })
  for (const path of ["/trpc", "/ws/chat/1?username=ann"])
    await openRawSocket(app.url + path, { headers }).refused
  const warnings = app.lines().filter(({ level }) => level === WARN)
  expect(warnings).toHaveLength(1)
  expect(warnings[0]).toMatchObject({ host: "chat.example", origin: "http://chat.example" })
  expect(warnings[0]?.msg).toContain("PUBLIC_URL")
})

test("whoever runs it behind a proxy that changes Host is told once: origin, host and the remedy", async () => {
  await using app = await startLogged("info")
  const origin = "https://chat.example"
  const { host } = new URL(app.url)
  for (let n = 0; n < 5; n++) {
    expect(await openRawSocket(`${app.url}/trpc`, { origin }).refused).toBe(403)
    expect((await app.rest.post(ROOMS, { name: "x" }, { origin })).status).toBe(403)
  }
  const warnings = app.lines().filter(({ level }) => level === WARN)
  expect(warnings).toHaveLength(1)
  expect(warnings[0]).toMatchObject({ origin, host })
  for (const remedy of ["PUBLIC_URL", "X-Forwarded-Host", "TRUST_PROXY", "CORS_ORIGINS"])
    expect(warnings[0]?.msg).toContain(remedy)
})

test("who makes up names without end does not fill the log", async () => {
  await using app = await startLogged("info")
  for (let n = 0; n < 100; n++)
    await askByHand(app.url, ROOMS, { headers: { host: `${n}.${"long.".repeat(100)}example` } })
  const warnings = app.lines().filter(({ level }) => level === WARN)
  expect(warnings.length).toBeLessThanOrEqual(10)
  expect(app.text().length).toBeLessThan(10_000)
})
