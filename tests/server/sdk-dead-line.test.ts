/** The typed client on a line that lies: what it does about it, and what it does not. That it is noticed, tests/faults shows. */
import { spawn } from "node:child_process"
import { once } from "node:events"
import { resolve } from "node:path"
import { expect, test } from "vitest"
import { createChatClient, NotConnected } from "../../src/client/sdk/index.ts"
import { startTestApp, type TestApp } from "../support/app.ts"
import { startCuttingProxy } from "../support/cutting-proxy.ts"

const PROBED_MS_MAX = 3_000
const project = resolve(import.meta.dirname, "../..")

/** Ann's client behind a line that can go dead. */
async function behindALine(app: TestApp) {
  const proxy = await startCuttingProxy(() => app.url)
  const ann = createChatClient({ url: proxy.url, username: "Ann" })
  await ann.rooms.list.query()
  return {
    ann,
    proxy,
    lost: (within: number) =>
      expect
        .poll(() => ann.connection.state().status, { timeout: within, interval: 20 })
        .not.toBe("open"),
    back: () => expect.poll(() => ann.connection.state().status, { timeout: 5_000 }).toBe("open"),
    async [Symbol.asyncDispose]() {
      await ann.close()
      await proxy[Symbol.asyncDispose]()
    },
  }
}

test("a client that is told to hurry finds a dead line within two seconds", async () => {
  await using app = await startTestApp()
  await using line = await behindALine(app)
  line.proxy.freeze()
  line.ann.connection.retryNow()
  await line.lost(PROBED_MS_MAX)
})

test("an attempt to connect that hangs is given up, and the next one comes at once", {
  timeout: 30_000,
}, async () => {
  await using app = await startTestApp()
  await using line = await behindALine(app)
  const { ann, proxy } = line
  proxy.freeze()
  proxy.cutAll()
  const before = proxy.opened()
  const asking = ann.rooms.list.query()
  // Node makes up to two for one attempt.
  await expect.poll(proxy.opened, { timeout: 12_000 }).toBeGreaterThan(before + 2)
  proxy.cutAll()
  proxy.thaw()
  expect(await asking).toEqual([])
})

test("a change without a connection is refused at once, and is not made later", async () => {
  await using app = await startTestApp()
  await using line = await behindALine(app)
  const reopened = line.proxy.shut(1)
  await expect.poll(() => line.ann.connection.state().status).toBe("waiting")
  const asked = performance.now()
  const creating = line.ann.rooms.create.mutate({ name: "late" })
  await expect(creating).rejects.toMatchObject({ cause: expect.any(NotConnected) })
  expect(performance.now() - asked).toBeLessThan(1_000)
  await reopened
  line.proxy.reopen()
  await line.back()
  expect(await line.ann.rooms.list.query()).toEqual([])
})

test("a change on a line that goes dead fails with it, and is not made again", {
  timeout: 20_000,
}, async () => {
  await using app = await startTestApp()
  await using line = await behindALine(app)
  line.proxy.freeze()
  const creating = line.ann.rooms.create.mutate({ name: "lobby" })
  await expect(creating).rejects.toThrow("lost on the way")
  line.proxy.cutAll()
  line.proxy.thaw()
  await line.back()
  expect(await line.ann.rooms.list.query()).toEqual([])
})

/** Node's own WebSocket stays until the kernel gives up its connection; `ws` lets go. */
test("closed on a dead line, a client keeps no program alive", { timeout: 30_000 }, async () => {
  await using app = await startTestApp()
  await using proxy = await startCuttingProxy(() => app.url)
  const program = `
    import { WebSocket } from "ws"
    import { createChatClient } from "./src/client/sdk/index.ts"
    const ann = createChatClient({ url: "${proxy.url}", username: "Ann", WebSocket })
    await ann.rooms.list.query()
    console.log("there")
    process.stdin.once("data", () => ann.close()).unref()
  `
  const child = spawn(process.execPath, ["--input-type=module", "--eval", program], {
    cwd: project,
    stdio: ["pipe", "pipe", "inherit"],
  })
  await once(child.stdout, "data")
  proxy.freeze()
  child.stdin.end("close")
  const closed = performance.now()
  await once(child, "exit")
  expect(performance.now() - closed).toBeLessThan(8_000)
})
