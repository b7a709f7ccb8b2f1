import { expect, type Page } from "@playwright/test"
import { pretendToBeInstalled } from "./badge.ts"
import { test } from "./fixtures.ts"
import { keptIn } from "./kept.ts"
import type { Person } from "./person.ts"

const news = (one: Person, room: string) =>
  one.rooms
    .getByRole("listitem")
    .filter({ has: one.page.getByRole("link", { name: room, exact: true }) })
    .locator(".room-count")

const icon = (page: Page) => page.locator("link[rel=icon]")

/** Something was said in the lobby before ann comes into the garden. */
test.beforeEach(async ({ server }) => {
  await server.createRoom("garden")
  await server.createRoom("lobby")
  await server.says(2, "bo", "long ago")
})

async function arrive(person: (name: string, at: { at: string }) => Promise<Person>) {
  const ann = await person("ann", { at: "/rooms/1" })
  await expect(ann.rooms.getByText("bo: long ago")).toBeVisible()
  return ann
}

test("what is said elsewhere is counted, in the list, the title and the icon", async ({
  person,
  server,
}) => {
  const ann = await arrive(person)
  // What was said before somebody first came is not news.
  await expect(news(ann, "lobby")).toHaveCount(0)
  await expect(ann.page).toHaveTitle("garden · Confab")
  await expect(icon(ann.page)).toHaveAttribute("href", "/favicon.svg")
  await ann.page.evaluate(pretendToBeInstalled)

  await server.says(2, "bo", "one")
  await server.says(2, "bo", "two")
  await expect(news(ann, "lobby")).toHaveText("2")
  await expect(ann.room("lobby")).toHaveAccessibleDescription("2 new messages bo: two")
  await expect(ann.page).toHaveTitle("(2) garden · Confab")
  await expect(icon(ann.page)).toHaveAttribute("href", "/favicon-unread.svg")
  await expect(ann.page.locator("body")).toHaveAttribute("data-badge", "2")

  await ann.enter("lobby")
  await expect(news(ann, "lobby")).toHaveCount(0)
  await expect(ann.page).toHaveTitle("lobby · Confab")
  await expect(icon(ann.page)).toHaveAttribute("href", "/favicon.svg")
  await expect(ann.page.locator("body")).toHaveAttribute("data-badge", "0")
})

test("unread counts survive a reload, and reading does, too", { tag: "@long" }, async ({
  person,
  server,
}) => {
  const ann = await arrive(person)
  await server.says(2, "bo", "one")
  await expect(news(ann, "lobby")).toHaveText("1")
  await ann.page.reload()
  await expect(news(ann, "lobby")).toHaveText("1")
  await server.says(2, "bo", "two")
  await expect(news(ann, "lobby")).toHaveText("2")
  await ann.enter("lobby")
  await ann.hears(["long ago", "one", "two"])
  await expect.poll(() => keptIn(ann.page, "read")).toContainEqual({ seq: 3 })
  await ann.page.goto("/")
  await expect(ann.rooms.getByText("bo: two")).toBeVisible()
  await expect(news(ann, "lobby")).toHaveCount(0)
})

test("reading in one tab clears the other", { tag: "@long" }, async ({ person, server }) => {
  const ann = await arrive(person)
  await server.says(2, "bo", "one")
  await expect(ann.page).toHaveTitle("(1) garden · Confab")
  const other = await ann.page.context().newPage()
  await other.goto("/rooms/2")
  await expect(other.getByRole("log").getByText("one")).toBeVisible()
  await expect(news(ann, "lobby")).toHaveCount(0)
  await expect(ann.page).toHaveTitle("garden · Confab")
})

test("what somebody says themselves is never news to them", { tag: "@long" }, async ({
  person,
  server,
}) => {
  const ann = await arrive(person)
  const elsewhere = await person("ann", { at: "/rooms/2" })
  await server.says(2, "bo", "one")
  await expect(news(ann, "lobby")).toHaveText("1")
  await elsewhere.say("mine")
  await expect(ann.rooms.getByText("You: mine")).toBeVisible()
  await expect(news(ann, "lobby")).toHaveCount(0)
  await server.hears(2, ["after"])
  await expect(news(ann, "lobby")).toHaveText("1")
})

test("what comes while nobody looks is news, and read when somebody looks", {
  tag: "@long",
}, async ({ person, server }) => {
  const ann = await arrive(person)
  await ann.enter("lobby")
  await ann.hears(["long ago"])
  await ann.page.evaluate(() => {
    document.hasFocus = () => false
    dispatchEvent(new Event("blur"))
  })
  await server.says(2, "bo", "one")
  await expect(ann.page).toHaveTitle("(1) lobby · Confab")
  await ann.page.evaluate(() => {
    document.hasFocus = () => true
    dispatchEvent(new Event("focus"))
  })
  await expect(ann.page).toHaveTitle("lobby · Confab")
})

test("a room that is made while somebody is here counts from its first message", {
  tag: "@long",
}, async ({ person, server }) => {
  const ann = await arrive(person)
  await server.createRoom("attic")
  await server.says(3, "bo", "dusty")
  await expect(news(ann, "attic")).toHaveText("1")
})

test("a muted room is counted in the list only, until it is unmuted", { tag: "@long" }, async ({
  person,
  server,
}) => {
  const ann = await arrive(person)
  await ann.enter("lobby")
  await ann.sets("lobby", "Mute")
  await ann.enter("garden")
  const tab = await ann.page.context().newPage()
  await tab.goto("/rooms/1")
  await server.says(2, "bo", "one")
  await expect(news(ann, "lobby")).toHaveText("1")
  for (const page of [ann.page, tab]) {
    await expect(page.getByRole("link", { name: "lobby" })).toHaveAccessibleDescription(/1 new/)
    await expect(page).toHaveTitle("garden · Confab")
    await expect(icon(page)).toHaveAttribute("href", "/favicon.svg")
  }

  await tab.close()
  await ann.page.reload()
  await expect(news(ann, "lobby")).toHaveText("1")
  await expect(ann.page).toHaveTitle("garden · Confab")
  await ann.enter("lobby")
  await ann.sets("lobby", "Unmute")
  await ann.enter("garden")
  await server.says(2, "bo", "two")
  await expect(ann.page).toHaveTitle("(1) garden · Confab")
})
