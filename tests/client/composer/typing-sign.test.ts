import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { createTypingSign } from "../../../src/client/composer/typing-sign.ts"

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function type() {
  const told: boolean[] = []
  return { told, sign: createTypingSign((isTyping) => told.push(isTyping)) }
}

test("somebody who goes on typing is announced once in three seconds", () => {
  const { told, sign } = type()
  for (let tenths = 0; tenths < 61; tenths++) {
    sign.typed("text")
    vi.advanceTimersByTime(100)
  }
  expect(told).toEqual([true, true, true])
})

test("emptying the field ends it, and typing again begins at once", () => {
  const { told, sign } = type()
  sign.typed("a")
  sign.typed("")
  sign.typed("")
  sign.typed("b")
  expect(told).toEqual([true, false, true])
})

test("white space is not yet typing", () => {
  const { told, sign } = type()
  sign.typed("  \n")
  expect(told).toEqual([])
})

test("a message that is sent ends it without a word", () => {
  const { told, sign } = type()
  sign.typed("a")
  sign.forget()
  sign.stop()
  expect(told).toEqual([true])
})
