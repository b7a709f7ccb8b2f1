import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { onPageEvents } from "../../../src/client/sdk/page-events.ts"

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
  const received: string[] = []
  const stop = onPageEvents({
    doubt: () => received.push("doubt"),
    hurry: () => received.push("hurry"),
  })
  return { received, stop }
}

const shown = (persisted: boolean) => Object.assign(new Event("pageshow"), { persisted })

test.each([
  ["the network goes", () => window.dispatchEvent(new Event("offline")), ["doubt"]],
  ["the network comes", () => window.dispatchEvent(new Event("online")), ["hurry"]],
  ["the page is seen", () => page.dispatchEvent(new Event("visibilitychange")), ["hurry"]],
  ["the page thaws", () => page.dispatchEvent(new Event("resume")), ["hurry"]],
  ["the page is gone back to", () => window.dispatchEvent(shown(true)), ["hurry"]],
  ["the page is new", () => window.dispatchEvent(shown(false)), []],
])("%s: it is reported, until that is stopped", (_, happens, expected) => {
  const { received, stop } = listen()
  happens()
  expect(received).toEqual(expected)
  stop()
  happens()
  expect(received).toEqual(expected)
})

test("a page that is hidden is nothing to hurry for", () => {
  const { received } = listen()
  page.visibilityState = "hidden"
  page.dispatchEvent(new Event("visibilitychange"))
  expect(received).toEqual([])
})

test("a program without a page receives nothing", () => {
  vi.unstubAllGlobals()
  expect(listen().received).toEqual([])
})
