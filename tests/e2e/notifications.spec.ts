import { expect } from "@playwright/test"
import { test } from "./fixtures.ts"
import type { Person } from "./person.ts"

type Shown = { title: string; body: string; tag: string; closed: boolean }
type Window = { shown: Shown[]; clickLast: () => void; answer: NotificationPermission }

/** A browser that shows nothing, but remembers what it was asked to show, and answers `answer` when it is asked. */
function pretend(answer: NotificationPermission) {
  const shown: (Shown & { onclick?: () => void })[] = []
  let permission: NotificationPermission = "default"
  class Pretended {
    static get permission() {
      return permission
    }
    static async requestPermission() {
      permission = answer
      return answer
    }
    readonly entry: (typeof shown)[number]
    constructor(title: string, { body = "", tag = "" }: NotificationOptions) {
      this.entry = { title, body, tag, closed: false }
      shown.push(this.entry)
    }
    set onclick(act: () => void) {
      this.entry.onclick = act
    }
    close() {
      this.entry.closed = true
    }
  }
  Object.assign(window, {
    Notification: Pretended,
    shown,
    clickLast: () => shown.at(-1)?.onclick?.(),
  })
}

const shown = (one: Person) =>
  one.page.evaluate(() => {
    const { shown: all } = window as unknown as Window
    return all.map(({ title, body, tag, closed }) => ({ title, body, tag, closed }))
  })

test.beforeEach(async ({ server }) => {
  await server.createRoom("garden")
  await server.createRoom("lobby")
})

async function arrive(person: (name?: string) => Promise<Person>, answer: NotificationPermission) {
  const ann = await person()
  await ann.page.addInitScript(pretend, answer)
  await ann.page.reload()
  await ann.signIn("ann")
  await ann.enter("garden")
  await ann.rooms.getByRole("button", { name: "Settings" }).click()
  await ann.dialog.getByRole("button", { name: "Turn on notifications" }).click()
  return ann
}

test("who wants to hears of new messages in rooms they are not looking at", {
  tag: "@long",
}, async ({ person, server }) => {
  const ann = await arrive(person, "granted")
  await expect(ann.dialog.getByRole("button", { name: "Turn off notifications" })).toBeVisible()
  await ann.page.keyboard.press("Escape")
  await server.says(2, "bo", "one")
  const about = { title: "lobby", tag: "room-2", closed: false }
  await expect.poll(() => shown(ann)).toEqual([{ ...about, body: "bo: one" }])
  await server.says(2, "bo", "two")
  await expect
    .poll(async () => (await shown(ann)).at(-1))
    .toEqual({ ...about, body: "2 new messages\nbo: two" })

  await ann.page.evaluate(() => (window as unknown as Window).clickLast())
  await expect(ann.page.getByRole("heading", { name: "lobby" })).toBeVisible()
  await expect.poll(async () => (await shown(ann)).at(-1)?.closed).toBe(true)

  // Neither what is said here, nor what somebody says themselves.
  const before = (await shown(ann)).length
  await server.says(2, "bo", "here")
  await ann.say("mine")
  await ann.hears(["one", "two", "here", "mine"])
  await server.says(1, "bo", "there")
  await expect.poll(async () => (await shown(ann)).at(-1)?.body).toBe("bo: there")
  expect(await shown(ann)).toHaveLength(before + 1)
})

test("nobody hears of a room they have muted", { tag: "@long" }, async ({ person, server }) => {
  await server.createRoom("attic")
  const ann = await arrive(person, "granted")
  await ann.page.keyboard.press("Escape")
  await ann.enter("lobby")
  await ann.sets("lobby", "Mute")
  await ann.enter("garden")
  await server.says(2, "bo", "muted")
  await server.says(3, "bo", "heard")
  await expect.poll(async () => (await shown(ann)).map(({ body }) => body)).toEqual(["bo: heard"])
})

test("a refusal is told, and nothing is shown", { tag: "@long" }, async ({ person, server }) => {
  const ann = await arrive(person, "denied")
  await expect(ann.dialog.getByRole("alert")).toContainText("does not let Confab notify you")
  await expect(ann.dialog.getByRole("button", { name: "Turn on notifications" })).toBeHidden()
  await ann.page.keyboard.press("Escape")
  await server.says(2, "bo", "one")
  await expect(ann.page).toHaveTitle("(1) garden · Confab")
  expect(await shown(ann)).toEqual([])
})

test("nobody is asked before they ask", { tag: "@long" }, async ({ person }) => {
  const ann = await person()
  await ann.page.addInitScript(() => {
    Notification.requestPermission = () => Promise.reject(new Error("asked without a click"))
  })
  await ann.page.reload()
  await ann.signIn("ann")
  await ann.enter("lobby")
  await ann.say("hello")
  await ann.hears(["hello"])
})
