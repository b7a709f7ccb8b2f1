import { createRoot } from "solid-js"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { createOverscan } from "../../../src/client/conversation/overscan.ts"

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function scroll() {
  const scroller = Object.assign(new EventTarget(), { scrollTop: 0 })
  const overscan = createRoot(() => {
    const created = createOverscan()
    created.watch(scroller as HTMLElement)
    return created
  })
  return {
    overscan,
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

test("scrolling is fast from one leap to its end", () => {
  const { overscan, by } = scroll()
  by(600, 10)
  expect(overscan.isFast()).toBe(false)
  by(-700)
  by(100)
  expect(overscan.isFast()).toBe(true)
  overscan.onScrollEnd()
  by(100)
  expect(overscan.isFast()).toBe(false)
})

test("scrolling that goes on slowly after a leap is not fast, although it never ends", () => {
  const { overscan, by } = scroll()
  by(5_000, 20)
  expect(overscan.isFast()).toBe(true)
  by(50, 20)
  expect(overscan.isFast()).toBe(false)
})
