import { expect, test } from "vitest"
import { nameProblem } from "../../../src/client/ui/name-problem.ts"
import { Username } from "../../../src/shared/schema.ts"

test.each([
  "ann",
  "  ann  ",
  "Ann Lee",
  "👩‍👩‍👧",
  "n".repeat(32),
  "n".repeat(33),
  ` ${"n".repeat(32)} `,
  "",
  "   ",
  "\u200b",
  "a\u202eb",
  "a\nb",
  "a\0b",
  "\ud800",
])("%j is refused here exactly when the server would refuse it", (name) => {
  expect(nameProblem(name, 32) === "").toBe(Username.safeParse(name).success)
})
