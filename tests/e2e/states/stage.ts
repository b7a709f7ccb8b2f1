/** What every state begins with: a server, somebody who arrives, and a room where people talk. */
import { expect } from "@playwright/test"
import type { KillableServer } from "../killable.ts"
import type { Person } from "../person.ts"

export type Stage = {
  arrive: (name?: string, at?: string) => Promise<Person>
  server: KillableServer
}

/** Leads into a state and answers who sees it. */
export type State = (stage: Stage) => Promise<Person>

const LOBBY = 4

const talk: [username: string, content: string][] = [
  ["Bo", "Good morning! The new build is up: https://example.org/builds/1042"],
  ["Cleo", "Nice. Does it **reconnect** by itself now?"],
  ["Bo", "It does: pull the cable and see."],
  ["Bo", "Everything that was written meanwhile goes out *in order*, once."],
  ["Cleo", "Pulled it, put it back, nothing missing."],
  ["Dev", "How long did it take to notice?"],
  ["Cleo", "About two seconds.\nThen the countdown, then it was simply back."],
  ["Dev", "`retryNow()` on `online` and when the tab is looked at again, I suppose?"],
  ["Bo", "> nothing missing\nThat is what I like to read before lunch."],
  ["Émile", "Speaking of which: noodles at half past twelve? 🍜"],
  ["Dev", "I am in."],
]

/** Four rooms, and in the lobby a morning's talk to which Ann has just answered. */
export const busy: State = async ({ arrive, server }) => {
  const ann = await arrive("Ann")
  for (const room of ["Design", "Lunch", "Release 1.0", "Lobby"]) {
    await ann.createRoom(room)
    await expect(ann.page.getByRole("heading", { name: room })).toBeVisible()
  }
  await expect(ann.online).toHaveCount(1)
  for (const name of ["Bo", "Cleo", "Émile"]) await server.visit(LOBBY, name)
  for (const [username, content] of talk) await server.says(LOBBY, username, content)
  await ann.say("Me too. Twelve thirty, at the usual place.")
  await expect(ann.kept("Me too.")).toBeVisible()
  await expect(ann.online).toHaveCount(4)
  await server.says(1, "Émile", "The new icons are in the folder, all nine of them")
  await server.says(3, "Cleo", "What is left before we can ship?")
  await server.says(3, "Dev", "Someone to read the docs with fresh eyes.")
  // The list of rooms hears of it a little later than the room.
  await expect(ann.rooms.getByText("You: Me too.")).toBeVisible()
  await expect(ann.rooms.getByText("Dev: Someone")).toBeVisible()
  return ann
}

export const sayMore = async ({ server }: Stage) => {
  for (const [username, content] of more) await server.says(LOBBY, username, content)
}

const more: [username: string, content: string][] = [
  ["Cleo", "They have the good ones with sesame today."],
  ["Émile", "Table for five, then."],
  ["Bo", "Five? Who is the fifth?"],
  ["Cleo", "Ann’s sister is in town."],
  [
    "Cleo",
    "She promised to tell how they moved six thousand people off their old chat in a weekend.",
  ],
  ["Bo", "That I want to hear."],
  ["Émile", "Booked: half past twelve, under the big plane tree if it stays dry."],
  ["Dev", "It stays dry, says everybody but my knee."],
  ["Bo", "Your knee was right about the release, too."],
  ["Dev", "It was right about *both* releases."],
  ["Cleo", "Can we have it in the monitoring?"],
  ["Émile", "😄"],
  ["Bo", "Before I forget: 1042 goes to everybody at two, unless somebody objects."],
  ["Cleo", "No objection. The numbers look calm."],
  ["Dev", "None from me."],
  ["Émile", "See you downstairs in ten minutes."],
]
