/** Who is in a room and who is typing there, by whatever case they are called. */
import { nameKey } from "../../shared/text.ts"
import type { Live } from "./state.ts"

type Names = "people" | "typing"

const isCalled = (username: string) => (name: string) => nameKey(name) === nameKey(username)

export const including = (live: Live, list: Names, username: string): Live =>
  live[list].some(isCalled(username)) ? live : { ...live, [list]: [...live[list], username] }

export const without = (live: Live, list: Names, username: string): Live =>
  live[list].some(isCalled(username))
    ? { ...live, [list]: live[list].filter((name) => !isCalled(username)(name)) }
    : live
