import { expect, test } from "vitest"
import { actionOf } from "../../../src/client/shortcuts/keys.ts"

const keys = (key: string, held: Partial<Parameters<typeof actionOf>[0]> = {}) => ({
  ...{ key, code: "", ctrlKey: false, metaKey: false, altKey: false, shiftKey: false },
  ...held,
})

test("Ctrl+K switches rooms, on Apple's keyboards ⌘K", () => {
  expect(actionOf(keys("k", { ctrlKey: true }), false)).toBe("switch")
  expect(actionOf(keys("k", { metaKey: true }), true)).toBe("switch")
  expect(actionOf(keys("k", { ctrlKey: true }), true)).toBe(null)
  expect(actionOf(keys("k"), false)).toBe(null)
})

test("Ctrl+F finds in the room", () => {
  expect(actionOf(keys("f", { ctrlKey: true }), false)).toBe("find")
  expect(actionOf(keys("f", { ctrlKey: true, shiftKey: true }), false)).toBe(null)
})

test("a keyboard that writes other letters has the same keys", () => {
  expect(actionOf(keys("ن", { ctrlKey: true, code: "KeyK" }), false)).toBe("switch")
  expect(actionOf(keys("t", { ctrlKey: true, code: "KeyK" }), false)).toBe(null)
  expect(actionOf(keys("/", { ctrlKey: true, shiftKey: true, code: "Digit7" }), false)).toBe("help")
})

test("Alt and an arrow go through the rooms, with Shift through the unread ones", () => {
  expect(actionOf(keys("ArrowDown", { altKey: true }), false)).toBe("next")
  expect(actionOf(keys("ArrowUp", { altKey: true, shiftKey: true }), false)).toBe("previousUnread")
  expect(actionOf(keys("ArrowUp", { altKey: true, ctrlKey: true }), false)).toBe(null)
  expect(actionOf(keys("a", { altKey: true }), false)).toBe(null)
})
