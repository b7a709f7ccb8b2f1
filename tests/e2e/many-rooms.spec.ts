/** Ten thousand rooms: the list draws those in sight, and knows all of them. */
import { expect } from "@playwright/test"
import { startTestApp, type TestApp } from "../support/app.ts"
import { note } from "../support/figures.ts"
import { pretendToBeInstalled } from "./badge.ts"
import { createEffort } from "./effort.ts"
import { test, webRoot } from "./fixtures.ts"
import { keptIn } from "./kept.ts"
import { createOthers } from "./others.ts"
import type { Person } from "./person.ts"

const ROOMS = 10_000
/** Ten are seen at once on this screen. */
const DRAWN_MAX = 60
const OPENING_MS_MAX = 2_000
const FRAME_MS = 50

// All of them look at the same rooms, one after the other.
test.describe.configure({ mode: "default", timeout: 120_000 })

let app: TestApp
test.beforeAll(async () => {
  app = await startTestApp({ webRoot, roomsMax: 2 * ROOMS })
  const names = Array.from({ length: ROOMS }, (_, index) => `room ${index + 1}`)
  await Promise.all(names.map((name) => app.store.createRoom({ name, key: name })))
})
test.afterAll(() => app[Symbol.asyncDispose]())

const others = createOthers(() => app.url)
const links = (one: Person) => one.rooms.getByRole("link")
const current = (one: Person) => one.rooms.locator("[aria-current=page]")
const list = (one: Person) => one.rooms.getByRole("list")
const filter = (one: Person) => one.rooms.getByRole("textbox", { name: "Filter rooms" })
const roomAt = (one: Person, place: number) =>
  one.rooms.locator(`li[aria-posinset="${place}"]`).getByRole("link")

/** A person on another visit: at the first it is noted of every room that nothing in it is new. */
async function arrive(person: Arriving, arrival: { at?: string; viewport?: Viewport } = {}) {
  const ann = await person("ann", { baseURL: app.url, ...arrival })
  const marks = async () => (await keptIn(ann.page, "read")).length
  await expect.poll(marks, { timeout: 60_000 }).toBeGreaterThanOrEqual(ROOMS)
  return ann
}
type Arriving = (name: string, arrival: object) => Promise<Person>
type Viewport = { width: number; height: number }

test("ten thousand rooms are there soon, and those are drawn that are in sight", async ({
  person,
}) => {
  const ann = await person("ann", { baseURL: app.url })
  const effort = await createEffort(ann.page)
  // A first visit has much to note of each room.
  await expect(links(ann).first()).toBeVisible()
  await ann.page.reload()
  await expect(links(ann).first()).toBeVisible()
  const { allMs } = await effort.spent()
  const wallMs = await ann.page.evaluate(() => performance.now())
  const elements = await ann.page.locator("*").count()
  note("10,000 rooms, from navigation to the list", { wallMs, mainThreadMs: allMs, elements })
  expect(allMs).toBeLessThan(OPENING_MS_MAX)
  expect(await links(ann).count()).toBeLessThan(DRAWN_MAX)
  const first = ann.rooms.getByRole("listitem").first()
  await expect(first).toHaveAttribute("aria-posinset", "1")
  await expect(first).toHaveAttribute("aria-setsize", `${ROOMS}`)

  await filter(ann).fill(`oom ${ROOMS}`)
  await expect(links(ann)).toHaveText([`room ${ROOMS}`])
  await filter(ann).press("Enter")
  await expect(ann.page.getByRole("heading", { name: `room ${ROOMS}` })).toBeVisible()
  await filter(ann).fill("")
  await expect(current(ann)).toBeInViewport()
  await ann.page.reload()
  await expect(current(ann)).toBeInViewport()
  await expect(current(ann)).toHaveText(`room ${ROOMS}`)
  expect(await links(ann).count()).toBeLessThan(DRAWN_MAX)
})

test("the keyboard gets from the first of ten thousand rooms to the last", {
  tag: "@long",
}, async ({ person }) => {
  const ann = await arrive(person)
  const { keyboard } = ann.page
  const isAt = async (place: number) => {
    await expect(roomAt(ann, place)).toBeFocused()
    await expect(roomAt(ann, place)).toBeInViewport()
  }
  await filter(ann).focus()
  await keyboard.press("Tab")
  await isAt(1)
  await keyboard.press("End")
  await isAt(ROOMS)
  await keyboard.press("ArrowUp")
  await isAt(ROOMS - 1)
  await keyboard.press("Shift+Tab")
  await expect(ann.rooms.getByRole("button", { name: `Delete room ${ROOMS - 2}` })).toBeFocused()
  await keyboard.press("PageUp")
  await keyboard.press("Home")
  await isAt(1)
  for (let place = 2; place <= 30; place++) {
    await keyboard.press("ArrowDown")
    await isAt(place)
  }
  // Link and button, as everywhere in the list.
  for (let place = 31; place <= 40; place++) {
    await keyboard.press("Tab")
    await keyboard.press("Tab")
    await isAt(place)
  }
  await ann.page.mouse.move(100, 400)
  await ann.page.mouse.wheel(0, 200_000)
  await expect(roomAt(ann, 40)).not.toBeInViewport()
  await keyboard.press("ArrowDown")
  await isAt(41)
  await keyboard.press("Enter")
  await expect(ann.page.getByRole("heading", { name: "room 41" })).toBeVisible()
  await keyboard.press("Alt+ArrowUp")
  await keyboard.press("Alt+ArrowUp")
  await expect(current(ann)).toHaveText("room 39")
  await expect(current(ann)).toBeInViewport()
})

test("the room that is open is in sight, and has the focus on the way back from it", {
  tag: "@long",
}, async ({ person }) => {
  const viewport = { width: 320, height: 568 }
  const ann = await arrive(person, { at: "/rooms/7000", viewport })
  await expect(ann.rooms).toBeHidden()
  await ann.page.getByRole("button", { name: "Back" }).click()
  await expect(ann.room("room 7000")).toBeFocused()
  await expect(ann.room("room 7000")).toBeInViewport()
  await ann.page.keyboard.press("ArrowDown")
  await ann.page.keyboard.press("Enter")
  await expect(ann.page.getByRole("heading", { name: "room 7001" })).toBeVisible()
  await ann.page.getByRole("button", { name: "Back" }).click()
  await expect(ann.room("room 7001")).toBeFocused()
  await expect(ann.room("room 7001")).toBeInViewport()
})

test("what happens in some of ten thousand rooms costs no frame", { tag: "@long" }, async ({
  person,
}) => {
  const ann = await arrive(person, { at: "/rooms/5000" })
  await expect(current(ann)).toBeInViewport()
  const effort = await createEffort(ann.page)
  await ann.page.evaluate(pretendToBeInstalled)

  const made = await effort.of(async () => {
    await others.createRoom("room 4999 and a half")
    await expect(ann.room("room 4999 and a half")).toBeInViewport()
  })
  const said = await effort.of(async () => {
    const rooms = Array.from({ length: 200 }, (_, index) => 1 + index * 20)
    await Promise.all(rooms.map((id) => others.says(id, "bo", "hello")))
    await expect(ann.page.locator("body")).toHaveAttribute("data-badge", "200")
  })
  note("10,000 rooms, script for a new one and for messages in 200", {
    madeMs: made.scriptMs,
    saidMs: said.scriptMs,
  })
  expect(made.scriptMs).toBeLessThan(FRAME_MS)
  expect(said.scriptMs).toBeLessThan(FRAME_MS)
})

test("rooms that come and go further up move nothing that is in sight", {
  tag: "@long",
}, async ({ person }) => {
  const ann = await arrive(person, { at: "/rooms/5000" })
  await expect(current(ann)).toBeInViewport()
  const height = () => list(ann).evaluate(({ clientHeight }) => clientHeight)
  const top = () => current(ann).evaluate((link) => link.getBoundingClientRect().top)
  const [before, is] = [await height(), await top()]
  const above = await app.room("a room above")
  expect(above).toBeDefined()
  await expect.poll(height).toBeGreaterThan(before)
  expect(await top()).toBeCloseTo(is, 0)
  await ann.page.evaluate(() => new Promise(requestAnimationFrame))
  expect(await top()).toBeCloseTo(is, 0)
  await app.rest.delete(`/api/chat/rooms/${above}`)
  await expect.poll(height).toBe(before)
  expect(await top()).toBeCloseTo(is, 0)
  await ann.chooses("Density", "Compact")
  await expect.poll(height).toBeLessThan(before)
  await expect(current(ann)).toBeInViewport()
})

test("Ctrl+K finds any of ten thousand rooms without keeping its reader waiting", {
  tag: "@long",
}, async ({ person }) => {
  const ann = await arrive(person)
  await ann.page.keyboard.press("Control+k")
  await expect(ann.dialog.getByRole("combobox")).toBeFocused()
  await expect(ann.dialog.getByRole("option")).toHaveCount(50)
  await ann.page.keyboard.press("Escape")
  const effort = await createEffort(ann.page)
  const { scriptMs } = await effort.of(async () => {
    await ann.page.keyboard.press("Control+k")
    await expect(ann.dialog.getByRole("combobox")).toBeFocused()
    await ann.page.keyboard.type("room9876")
    await expect(ann.dialog.getByRole("option").first()).toHaveText("room 9876")
  })
  note("10,000 rooms, script for Ctrl+K and eight letters", { scriptMs })
  expect(scriptMs).toBeLessThan(8 * FRAME_MS)
  await ann.page.keyboard.press("Enter")
  await expect(current(ann)).toHaveText("room 9876")
  await expect(current(ann)).toBeInViewport()
})
