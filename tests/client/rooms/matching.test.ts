import { expect, test } from "vitest"
import { matchingRooms } from "../../../src/client/rooms/matching.ts"

const rooms = ["Great Hall", "garden", "Café Größe", "greater"].map((name, index) => ({
  ...{ id: index + 1, name },
  createdAt: "2026-03-01T10:00:00.000Z",
}))
const found = (sought: string) => matchingRooms(rooms, sought).map(({ name }) => name)

test("the rooms are found whose names have it in them, however it is spelled", () => {
  expect(found("great")).toEqual(["Great Hall", "greater"])
  expect(found("GREAT h")).toEqual(["Great Hall"])
  expect(found("größe")).toEqual(["Café Größe"])
  expect(found("nowhere")).toEqual([])
})

test("where nothing is looked for, it is the list itself", () => {
  expect(matchingRooms(rooms, "")).toBe(rooms)
  expect(matchingRooms(rooms, "  ")).toBe(rooms)
})
