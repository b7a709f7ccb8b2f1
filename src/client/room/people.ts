/** The people in a room and those who are typing; names compare without regard to case. */
import { nameKey } from "../../shared/text.ts"
import type { RoomState } from "./state.ts"

type List = "people" | "typing"

const isCalled = (username: string) => (name: string) => nameKey(name) === nameKey(username)

export const addPerson = (state: RoomState, list: List, username: string): RoomState =>
  state[list].some(isCalled(username)) ? state : { ...state, [list]: [...state[list], username] }

export const removePerson = (state: RoomState, list: List, username: string): RoomState =>
  state[list].some(isCalled(username))
    ? { ...state, [list]: state[list].filter((name) => !isCalled(username)(name)) }
    : state
