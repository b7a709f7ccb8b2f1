/** The pages about the API are made when they are first asked for, which may be at a bad moment. */
import { spawn } from "node:child_process"
import { once } from "node:events"
import { Agent, get } from "node:http"
import { connect, type Socket } from "node:net"
import { expect, test } from "vitest"

const FILES_MAX = 64

/** A server that may have only so many files and sockets open. */
async function startCramped() {
  const command = `ulimit -n ${FILES_MAX} && exec "${process.execPath}" src/server/main.ts`
  const env = { ...process.env, PORT: "0", DATABASE_URL: "sqlite::memory:" }
  const child = spawn("sh", ["-c", command], { env, stdio: ["ignore", "pipe", "ignore"] })
  const ended = once(child, "exit")
  const [said] = await once(child.stdout, "data")
  return {
    url: /http:\S+/.exec(String(said))?.[0] ?? "",
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL")
      await ended
    },
  }
}

/** Takes what sockets there are, until one is turned away. */
async function takeEverySocket(url: string): Promise<Socket[]> {
  const { hostname: host, port } = new URL(url)
  const taken: Socket[] = []
  for (let isFull = false; !isFull; ) {
    const socket = connect({ host, port: Number(port) }).on("error", () => {})
    socket.write("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
    isFull = await new Promise<boolean>((done) => {
      socket.once("data", () => done(false)).once("close", () => done(true))
    })
    if (!isFull) taken.push(socket)
  }
  return taken
}

test.skipIf(process.platform === "win32")(
  "pages that could not be made for want of files are made when there are some again (POSIX only)",
  { timeout: 60_000 },
  async () => {
    await using server = await startCramped()
    // The one connection that is there already can still ask.
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const statusOf = async (path: string) => {
      const [answer] = await once(get(server.url + path, { agent }), "response")
      await once(answer.resume(), "end")
      return answer.statusCode
    }
    expect(await statusOf("/healthz")).toBe(200)
    const taken = await takeEverySocket(server.url)
    expect(await statusOf("/openapi.json")).toBe(500)
    for (const socket of taken) socket.destroy()
    await expect.poll(() => statusOf("/openapi.json"), { timeout: 20_000 }).toBe(200)
    expect(await statusOf("/docs")).toBe(200)
    expect(await statusOf("/redoc/redoc.standalone.js")).toBe(200)
    agent.destroy()
  },
)
