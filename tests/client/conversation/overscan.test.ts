import { createRoot } from "solid-js"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { createBeyond } from "../../../src/client/conversation/overscan.ts"

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function scroll() {
  const scroller = Object.assign(new EventTarget(), { scrollTop: 0 })
  const beyond = createRoot(() => {
    const created = createBeyond()
    created.watch(scroller as HTMLElement)
    return created
  })
  return {
    beyond,
    /** So many pixels every tenth of a second. */
    by(pixels: number, times = 1) {
      for (let count = 0; count < times; count++) {
        vi.advanceTimersByTime(100)
        scroller.scrollTop += pixels
        scroller.dispatchEvent(new Event("scroll"))
      }
    },
  }
}

test("somebody flies from one leap to the end of scrolling", () => {
  const { beyond, by } = scroll()
  by(600, 10)
  expect(beyond.flying()).toBe(false)
  by(-700)
  by(100)
  expect(beyond.flying()).toBe(true)
  beyond.onScrollEnd()
  by(100)
  expect(beyond.flying()).toBe(false)
})

test("somebody who is only carried along after a leap has landed, although it never ends", () => {
  const { beyond, by } = scroll()
  by(5_000, 20)
  expect(beyond.flying()).toBe(true)
  by(50, 20)
  expect(beyond.flying()).toBe(false)
})
