/** A network that lies: nothing passes, and nobody is told. What the screen says stays true. */
import { setTimeout as wait } from "node:timers/promises"
import { expect } from "@playwright/test"
import { startCuttingProxy } from "../support/cutting-proxy.ts"
import { test } from "./killable.ts"

const NOTICED_MS_MAX = 10_000
const BACK_MS_MAX = 5_000

test("a dead line is told within ten seconds, and what was said meanwhile comes once", async ({
  person,
  server,
}) => {
  await using line = await startCuttingProxy(() => server.url)
  const ann = await person("ann", { baseURL: line.url })
  await ann.createRoom("lobby")
  await ann.hasSaid("before")
  line.freeze()
  await server.hears(1, ["meanwhile"])
  await expect(ann.status).not.toHaveText("Connected", { timeout: NOTICED_MS_MAX })
  await ann.say("into the void")
  line.thaw()
  await expect(ann.status).toHaveText("Connected", { timeout: BACK_MS_MAX })
  await expect(ann.kept("into the void")).toBeVisible()
  await ann.hears(["before", "meanwhile", "into the void"])
})

test("a browser that says it is offline is believed once the server does not answer", {
  tag: "@long",
}, async ({ person, server }) => {
  const ann = await person("ann")
  await ann.createRoom("lobby")
  await ann.hasSaid("before")
  await ann.page.context().setOffline(true)
  await expect(ann.status).toHaveText("Offline", { timeout: NOTICED_MS_MAX })
  await server.hears(1, ["meanwhile"])
  await ann.page.context().setOffline(false)
  await expect(ann.status).toHaveText("Connected", { timeout: BACK_MS_MAX })
  await ann.hears(["before", "meanwhile"])
})

test("whoever looks is back within five seconds of their server, however long they have tried", {
  tag: "@long",
}, async ({ person, server }) => {
  const ann = await person("ann")
  // The longest waits that can be.
  await ann.page.evaluate(() => {
    Math.random = () => 0.999
  })
  await server.kill()
  await wait(8_000)
  await server.startAgain()
  await expect(ann.status).toHaveText("Connected", { timeout: BACK_MS_MAX })
})
