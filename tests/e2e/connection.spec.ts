import { expect } from "@playwright/test"
import { test } from "./killable.ts"
import { meet } from "./meeting.ts"

test("a server that is killed and comes back costs no message and doubles none", async ({
  person,
  server,
}) => {
  const { ann, bo } = await meet(person)
  await ann.say("before")
  await bo.hears(["before"])

  await server.kill()
  for (const one of [ann, bo]) await expect(one.status).toHaveText(/^Reconnecting in \d+ s$/)
  await ann.say("meanwhile one")
  await ann.say("meanwhile two")
  await expect(ann.message("meanwhile two")).toBeVisible()
  // The same node afterwards: what is selected or read out does not jump.
  await ann.message("meanwhile two").evaluate((node) => node.setAttribute("data-seen", ""))
  await expect(ann.page.getByText("goes out when the connection is back")).toBeVisible()

  await server.startAgain()
  for (const one of [ann, bo]) await one.comesBack()
  await expect(ann.kept("meanwhile two")).toBeVisible()
  await bo.say("after")
  const all = ["before", "meanwhile one", "meanwhile two", "after"]
  for (const one of [ann, bo]) await one.hears(all)
  await expect(ann.kept("meanwhile two")).toHaveAttribute("data-seen")
  await ann.page.reload()
  await ann.hears(all)
  await expect(ann.online).toHaveText(["ann", "bo"])
})

test("what was said while somebody was away is there when they are back", { tag: "@long" }, async ({
  person,
  server,
}) => {
  const ann = await person("ann")
  await ann.createRoom("lobby")
  await ann.hasSaid("before")
  await server.startAgain("elsewhere")
  await server.hears(1, ["one", "two"])
  await server.startAgain()
  await ann.comesBack()
  await ann.hears(["before", "one", "two"])
})

test("somebody who was away for very much sees the newest, without a hole", {
  tag: "@long",
}, async ({ person, server }) => {
  test.slow()
  const ann = await person("ann")
  await ann.createRoom("lobby")
  await ann.hasSaid("before")
  // Whoever goes before the room is there at all comes back to where they had read.
  await expect(ann.conversation).toHaveAttribute("aria-busy", "false")
  await server.startAgain("elsewhere")
  await server.hears(
    1,
    Array.from({ length: 510 }, (_, index) => `message ${index + 1}`),
  )
  await server.startAgain()
  await ann.comesBack()
  await expect(ann.message("message 510")).toBeInViewport()
  await expect(ann.message("message 500")).toBeAttached()
  await expect(ann.message("before")).toHaveCount(0)
})

test("being offline is said, and being online again is used at once", { tag: "@long" }, async ({
  person,
  server,
}) => {
  const ann = await person("ann")
  await server.kill()
  await ann.page.context().setOffline(true)
  await expect(ann.status).toHaveText("Offline")
  await server.startAgain()
  await ann.page.context().setOffline(false)
  await expect(ann.status).toHaveText("Connected")
})

test("the list of rooms is right again after the connection was lost", { tag: "@long" }, async ({
  person,
  server,
}) => {
  const ann = await person("ann")
  await ann.createRoom("lobby")
  await expect(ann.room("lobby")).toBeVisible()
  await server.kill()
  await expect(ann.status).toHaveText(/Reconnecting/)
  await server.startAgain()
  const bo = await person("bo")
  await bo.createRoom("garden")
  await ann.comesBack()
  await expect(ann.rooms.getByRole("link")).toHaveText(["garden", "lobby"])
})

test("whoever waits sees for how long, and comes back at once when they want or look again", {
  tag: "@long",
}, async ({ person, server }) => {
  const ann = await person()
  const { clock } = ann.page
  await clock.install()
  await ann.page.addInitScript(() => {
    Math.random = () => 0.999
  })
  await ann.page.reload()
  await ann.signIn("ann")
  /** From then on time goes on only when it is told to: nobody comes back by waiting. */
  async function waitsLong() {
    await expect(ann.status).toHaveText(/^Reconnecting in \d+ s$/)
    await clock.pauseAt(await ann.page.evaluate(() => Date.now() + 1_000))
    await expect(async () => {
      await clock.runFor(500)
      await expect(ann.status).toHaveText("Reconnecting in 3 s", { timeout: 500 })
    }).toPass()
  }

  await server.kill()
  await waitsLong()
  await clock.runFor(1_000)
  await expect(ann.status).toHaveText("Reconnecting in 2 s")
  await server.startAgain()
  await ann.page.getByRole("button", { name: "Try now" }).click()
  await expect(ann.status).toHaveText("Connected")

  await clock.resume()
  await server.kill()
  await waitsLong()
  await server.startAgain()
  await ann.page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")))
  await expect(ann.status).toHaveText("Connected")
})
