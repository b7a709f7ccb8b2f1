import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { onSurroundings } from "../../../src/client/sdk/page-events.ts"

let window: EventTarget
let page: EventTarget & { visibilityState: string }

beforeEach(() => {
  window = new EventTarget()
  page = Object.assign(new EventTarget(), { visibilityState: "visible" })
  vi.stubGlobal("addEventListener", window.addEventListener.bind(window))
  vi.stubGlobal("document", page)
})
afterEach(() => vi.unstubAllGlobals())

function listen() {
  const heard: string[] = []
  const stop = onSurroundings({
    doubt: () => heard.push("doubt"),
    hurry: () => heard.push("hurry"),
  })
  return { heard, stop }
}

const shown = (persisted: boolean) => Object.assign(new Event("pageshow"), { persisted })

test.each([
  ["the network goes", () => window.dispatchEvent(new Event("offline")), ["doubt"]],
  ["the network comes", () => window.dispatchEvent(new Event("online")), ["hurry"]],
  ["somebody looks", () => page.dispatchEvent(new Event("visibilitychange")), ["hurry"]],
  ["the page thaws", () => page.dispatchEvent(new Event("resume")), ["hurry"]],
  ["the page is gone back to", () => window.dispatchEvent(shown(true)), ["hurry"]],
  ["the page is new", () => window.dispatchEvent(shown(false)), []],
])("%s: it hears so, until it is stopped", (_, happens, expected) => {
  const { heard, stop } = listen()
  happens()
  expect(heard).toEqual(expected)
  stop()
  happens()
  expect(heard).toEqual(expected)
})

test("that nobody looks any more is nothing to hurry for", () => {
  const { heard } = listen()
  page.visibilityState = "hidden"
  page.dispatchEvent(new Event("visibilitychange"))
  expect(heard).toEqual([])
})

test("a program without a page hears nothing", () => {
  vi.unstubAllGlobals()
  expect(listen().heard).toEqual([])
})
