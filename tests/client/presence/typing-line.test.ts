import { expect, test } from "vitest"
import { typingLine } from "../../../src/client/presence/typing-line.ts"

test.each([
  [[], ""],
  [["ann"], "ann is typing…"],
  [["ann", "bo"], "ann and bo are typing…"],
  [["ann", "bo", "cy"], "Several people are typing…"],
])("%j typing", (names, line) => {
  expect(typingLine(names, String).join("")).toBe(line)
})
