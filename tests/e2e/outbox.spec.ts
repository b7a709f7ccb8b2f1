import { expect } from "@playwright/test"
import { keptIn } from "./kept.ts"
import { test } from "./killable.ts"
import { meet } from "./meeting.ts"
import { createPerson, type Person } from "./person.ts"

const numbered = (count: number) =>
  Array.from({ length: count }, (_, index) => `message ${index + 1}`)

test("what is written without a connection says so, and survives a reload", async ({
  person,
  server,
}) => {
  const ann = await person("ann")
  await ann.createRoom("lobby")
  await ann.hasSaid("before")
  const bo = await person("bo")
  await bo.enter("lobby")

  await ann.cannotConnect()
  await expect(ann.status).toHaveText(/^Reconnecting/)
  await ann.say("one")
  await ann.say("two")
  await expect(ann.conversation.getByText("Waiting for the connection")).toHaveCount(2)
  // Whoever is quicker finds it in the field again.
  await expect.poll(() => keptIn(ann.page, "outbox")).toHaveLength(2)
  await ann.page.reload()
  await expect(ann.message("two")).toBeVisible()
  await ann.say("three")
  await expect(ann.conversation.getByText("Waiting for the connection")).toHaveCount(3)

  await ann.canConnect()
  await ann.comesBack()
  for (const one of [ann, bo]) await one.hears(["before", "one", "two", "three"])
  await expect(ann.conversation.getByText("Waiting for the connection")).toHaveCount(0)
  await server.startAgain()
  for (const one of [ann, bo]) await one.comesBack()
  for (const one of [ann, bo]) await one.hears(["before", "one", "two", "three"])
})

test("what waits goes out whatever is on the screen", { tag: "@long" }, async ({ person }) => {
  const ann = await person("ann")
  await ann.createRoom("garden")
  await ann.createRoom("lobby")
  const bo = await person("bo")
  await bo.enter("lobby")
  await expect(bo.online).toHaveText(["ann", "bo"])
  await ann.cannotConnect()
  await expect(ann.status).toHaveText(/^Reconnecting/)
  await ann.say("from far away")
  await expect(ann.message("from far away")).toBeVisible()
  await ann.page.goto("/")
  await ann.canConnect()
  await ann.comesBack()
  await bo.hears(["from far away"])
})

test("more than anybody may say at once arrives all the same, in order", { tag: "@long" }, async ({
  person,
  server,
}) => {
  test.slow()
  const { ann, bo } = await meet(person)
  const said = numbered(30)
  await server.kill()
  await expect(ann.status).toHaveText(/^Reconnecting/)
  for (const text of said) await ann.say(text)
  await server.startAgain()
  for (const one of [ann, bo]) await one.comesBack()
  // What is more than a burst leaves at the pace the server sets.
  await expect(ann.kept("message 30")).toBeVisible({ timeout: 30_000 })
  for (const one of [ann, bo]) await one.hears(said)
  await expect(ann.alert).toHaveCount(0)
})

test("two tabs of one browser send every message once", { tag: "@long" }, async ({
  person,
  server,
}) => {
  test.slow()
  const { ann, bo } = await meet(person)
  const tab = await secondTab(ann)
  const sent = [countSends(ann), countSends(tab)]
  for (const one of [ann, tab]) await one.page.reload()
  await tab.enter("lobby")
  await expect(ann.online).toHaveText(["ann", "bo"])

  await server.kill()
  for (const one of [ann, tab]) await expect(one.status).toHaveText(/^Reconnecting/)
  await ann.say("one")
  await tab.say("two")
  await ann.say("three")
  for (const one of [ann, tab]) await one.hears(["one", "two", "three"])
  await server.startAgain()
  for (const one of [ann, tab, bo]) await one.comesBack()
  for (const one of [ann, tab, bo]) await one.hears(["one", "two", "three"])
  for (const one of [ann, tab]) await expect(one.kept("three")).toBeVisible()
  expect(sent.flatMap((ids) => ids()).length).toBe(3)
})

test("what a tab had not sent when it was closed goes out from another", { tag: "@long" }, async ({
  person,
}) => {
  const { ann, bo } = await meet(person)
  const tab = await secondTab(ann)
  await tab.enter("lobby")
  await tab.cannotConnect()
  await expect(tab.status).toHaveText(/^Reconnecting/)
  await tab.say("last words")
  await expect(tab.message("last words")).toBeVisible()
  await tab.page.close()
  for (const one of [ann, bo]) await one.hears(["last words"])
  await expect(ann.kept("last words")).toBeVisible()
})

for (const { what, deny } of [
  { what: "missing", deny: () => Object.defineProperty(window, "indexedDB", { value: undefined }) },
  {
    what: "forbidden",
    deny: () => {
      IDBFactory.prototype.open = () => {
        throw new DOMException("not here", "SecurityError")
      }
    },
  },
  {
    what: "full",
    deny: () => {
      IDBObjectStore.prototype.put = () => {
        throw new DOMException("no room left", "QuotaExceededError")
      }
    },
  },
])
  test(`where the browser's storage is ${what}, what is written waits in memory`, {
    tag: "@long",
  }, async ({ person, server }) => {
    const ann = await person()
    await ann.page.addInitScript(deny)
    await ann.page.reload()
    await ann.signIn("ann")
    await ann.createRoom("lobby")
    await ann.hasSaid("one")
    await expect(ann.rooms.getByText("drafts and unsent messages are lost")).toBeVisible()
    await server.kill()
    await expect(ann.status).toHaveText(/^Reconnecting/)
    await ann.say("two")
    await ann.say("three")
    await server.startAgain()
    await ann.comesBack()
    await expect(ann.kept("three")).toBeVisible()
    await ann.hears(["one", "two", "three"])
  })

async function secondTab(person: Person): Promise<Person> {
  const page = await person.page.context().newPage()
  await page.goto("/")
  return createPerson(page)
}

/** From its next load on: every time a page asks the server to take a message. */
function countSends({ page }: Person) {
  const sends: string[] = []
  page.on("websocket", (socket) =>
    socket.on("framesent", ({ payload }) => {
      sends.push(...(String(payload).match(/"messages\.send"/g) ?? []))
    }),
  )
  return () => sends
}
