/** Executes docs/protocol.md: every request and every line of every conversation, in order, against one server. */
import { readFile } from "node:fs/promises"
import { resolve } from "node:path"
import { expect, test } from "vitest"
import { WebSocket } from "ws"
import { startTestApp, type TestApp } from "./support/app.ts"

const ANY = "…"
const PATIENCE_MS = 5_000

test("docs/protocol.md tells the truth", { timeout: 60_000 }, async () => {
  const text = await readFile(resolve(import.meta.dirname, "../docs/protocol.md"), "utf8")
  const examples = [...text.matchAll(/^```(http|ws)\n(.*?)^```/gms)]
  expect(examples.length).toBeGreaterThan(25)
  await using app = await startTestApp()
  for (const [, kind, example = ""] of examples)
    if (kind === "http") await exchange(app, example)
    else await converse(app, example)
})

/** A request as HTTP writes it, then `→ STATUS` and the body of the answer. */
async function exchange(app: TestApp, example: string) {
  const [request = "", answer = ""] = example.split("\n→ ")
  const [head = "", body] = request.split("\n\n")
  const [, method = "", path = ""] = /^(\S+) (\S+)/.exec(head) ?? []
  const headers = [...head.matchAll(/^(\S+): (.*)$/gm)].map(([, name = "", value = ""]) => [
    name,
    value,
  ])
  const sent = body?.trim() ? { body: body.trim() } : {}
  const { status, body: said } = await app.rest.ask(path, {
    method,
    headers: Object.fromEntries(headers),
    ...sent,
  })
  const [expectedStatus, expected] = answer.trim().split("\n")
  expect(`${method} ${path} → ${status}`).toBe(`${method} ${path} → ${expectedStatus}`)
  expect(said, path).toEqual(expected ? like(JSON.parse(expected)) : "")
}

/** Lines of `NAME opens PATH`, `says FRAME`, `hears FRAME`, `leaves`, `is closed with CODE`. */
async function converse(app: TestApp, example: string) {
  const people = new Map<string, ReturnType<typeof open>>()
  for (const line of example.trim().split("\n")) {
    const [, name = "", does = "", what = ""] =
      /^(\w+) (opens|says|hears|leaves|is closed with) ?(.*)$/.exec(line) ?? []
    if (does === "opens") people.set(name, open(app.url + what))
    const person = people.get(name)
    if (!person) throw new Error(`nobody in "${line}"`)
    if (does === "says") await person.say(what)
    if (does === "hears") expect(await person.next(), line).toEqual(like(JSON.parse(what)))
    if (does === "leaves") person.socket.close()
    if (does === "is closed with") expect(await person.closed, line).toBe(Number(what))
  }
  for (const { socket } of people.values()) socket.close()
  await Promise.all([...people.values()].map(({ closed }) => closed))
}

function open(url: string) {
  const socket = new WebSocket(url.replace(/^http/, "ws"))
  const frames: unknown[] = []
  socket.on("message", (data) => frames.push(JSON.parse(String(data))))
  return {
    socket,
    closed: new Promise<number>((resolve) => socket.on("close", resolve)),
    async say(text: string) {
      await expect.poll(() => socket.readyState, { timeout: PATIENCE_MS }).toBe(WebSocket.OPEN)
      socket.send(text)
    },
    async next() {
      await expect.poll(() => frames.length, { timeout: PATIENCE_MS }).toBeGreaterThan(0)
      return frames.shift()
    },
  }
}

/** The documented value, with `…` matching any text. */
function like(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(like)
  if (typeof value === "string" && value.includes(ANY))
    return expect.stringMatching(new RegExp(`^${value.split(ANY).map(RegExp.escape).join(".*")}$`))
  if (typeof value !== "object" || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, like(part)]))
}
