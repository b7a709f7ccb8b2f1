/** Reading where others never stop talking. */
import { expect } from "@playwright/test"
import { test } from "./fixtures.ts"

test.beforeEach(async ({ server }) => {
  await server.createRoom("lobby")
  await server.hears(
    1,
    Array.from({ length: 120 }, (_, index) => `message ${index + 1}`),
  )
})

test("nothing is missing from a message after a leap, although the list never comes to rest", {
  tag: "@long",
}, async ({ person }) => {
  const bo = await person("bo", { at: "/rooms/1" })
  const last = bo.conversation.getByRole("listitem").filter({ hasText: "message 120" })
  await expect(last).toBeInViewport()
  // As one message after the other has it do.
  await bo.conversation.evaluate((log) => {
    setInterval(() => log.dispatchEvent(new Event("scroll")), 50)
  })
  await bo.scrollsTo(0)
  await bo.scrollsTo(1_000_000)
  await expect(last.getByRole("button", { name: "Copy link" })).toBeAttached()
  await bo.scrollsTo(0)
  await bo.writeNonsense()
  await bo.field.press("Enter")
  await expect(bo.alert).toContainText("Not sent. The server refused it")
})

test("whoever scrolls up slowly gets away from the end", { tag: "@long" }, async ({
  person,
  server,
}) => {
  const bo = await person("bo", { at: "/rooms/1" })
  await expect(bo.message("message 120")).toBeInViewport()
  let leaving = true
  const left = bo.conversation.evaluate(creepUp, 200).finally(() => {
    leaving = false
  })
  for (let count = 0; leaving; count++) {
    await server.says(1, `talker ${Math.floor(count / 20)}`, `news ${count}`)
    await bo.conversation.evaluate(() => new Promise(requestAnimationFrame))
  }
  await left
  await expect(bo.page.getByRole("button", { name: "Jump to latest" })).toBeVisible()
  await expect.poll(bo.distanceToEnd).toBeGreaterThan(150)
})

/** Two pixels a frame. Runs in the page. */
async function creepUp(log: Element, pixels: number) {
  for (let crept = 0; crept < pixels; crept += 2) {
    log.dispatchEvent(new WheelEvent("wheel"))
    log.scrollTop -= 2
    await new Promise(requestAnimationFrame)
  }
}
