/** What both live dialects promise about being in a room: who is there, what is said, and where one left off. */
import { describe, expect, test } from "vitest"
import { type Start, startTestApp, type TestApp } from "../support/app.ts"
import { startCuttingProxy } from "../support/cutting-proxy.ts"
import type { Dialect } from "../support/followers.ts"
import { reach } from "../support/reach.ts"

export function liveContract({ name, follow }: Dialect, start: Start = startTestApp) {
  /** Somebody in the room, once the room has told them who is there. */
  async function join(app: TestApp, roomId: number, username: string) {
    const person = follow(app, { roomId, username })
    await person.hears("users_list")
    return person
  }
  const speak = async (app: TestApp, roomId: number, ...contents: string[]) => {
    for (const content of contents)
      await app.rest.post(`/api/chat/rooms/${roomId}/messages`, { username: "Zoe", content })
  }
  const said = ({ content }: { content: string }) => content

  describe(`live over ${name}`, () => {
    test("a newcomer hears its own joining, then who is there", async () => {
      await using app = await start()
      const roomId = await app.room()
      await join(app, roomId, "Ann")
      const bo = await join(app, roomId, "Bo")
      expect(bo.heard).toEqual([
        { type: "join", username: "Bo" },
        { type: "users_list", users: ["Ann", "Bo"] },
      ])
    })

    test("the room hears who joins and leaves, each with a fresh list", async () => {
      await using app = await start()
      const roomId = await app.room()
      const ann = await join(app, roomId, "Ann")
      const bo = await join(app, roomId, "Bo")
      expect(await ann.hears("join")).toMatchObject({ username: "Bo" })
      expect(await ann.hears("users_list")).toMatchObject({ users: ["Ann", "Bo"] })
      bo.leave()
      expect(await ann.hears("leave")).toMatchObject({ username: "Bo" })
      expect(await ann.hears("users_list")).toMatchObject({ users: ["Ann"] })
    })

    test("whose connection breaks leaves the room without a goodbye", async () => {
      await using app = await start()
      await using network = await startCuttingProxy(() => app.url)
      const roomId = await app.room()
      const ann = await join(app, roomId, "Ann")
      const farAway = reach(network.url)
      await join({ ...app, ...farAway }, roomId, "Bo")
      network.cutOne()
      expect(await ann.hears("leave")).toMatchObject({ username: "Bo" })
      await farAway.leaveAll()
    })

    test("many people coming at once are listed at most once a second", async () => {
      await using app = await start()
      const roomId = await app.room()
      const ann = await join(app, roomId, "Ann")
      const crowd = Array.from({ length: 20 }, (_, n) => `guest ${n}`)
      await Promise.all(crowd.map((guest) => join(app, roomId, guest)))
      let list = await ann.hears("users_list")
      while (list.users.length < 21) list = await ann.hears("users_list")
      expect(ann.all("join")).toHaveLength(21)
      expect(ann.all("users_list").length).toBeLessThanOrEqual(4)
    })

    test("several tabs are one person, and looking alike is being the same", async () => {
      await using app = await start()
      const roomId = await app.room()
      const bo = await join(app, roomId, "Bo")
      const tab = await join(app, roomId, "Ann")
      const otherTab = await join(app, roomId, "ANN")
      expect(otherTab.heard).toEqual([{ type: "users_list", users: ["Bo", "Ann"] }])
      tab.leave()
      await speak(app, roomId, "still there?")
      await bo.hears("message")
      otherTab.leave()
      await bo.hears("leave")
      expect(bo.all("join").map(({ username }) => username)).toEqual(["Bo", "Ann"])
      expect(bo.all("leave")).toHaveLength(1)
    })

    test("a message reaches everyone in the room, its sender too, and nobody else", async () => {
      await using app = await start()
      const [lobby, attic] = [await app.room("lobby"), await app.room("attic")]
      const ann = await join(app, lobby, "Ann")
      const bo = await join(app, lobby, "Bo")
      const cy = await join(app, attic, "Cy")
      await ann.say("hello")
      expect(await bo.hears("message")).toMatchObject({ username: "Ann", content: "hello", seq: 1 })
      expect(await ann.hears("message")).toEqual(bo.all("message")[0])
      await speak(app, attic, "quiet here")
      await cy.hears("message")
      expect(cy.all("message").map(said)).toEqual(["quiet here"])
    })

    test("typing is told to the others, repeated sparingly, and ends with the message", async () => {
      await using app = await start()
      const roomId = await app.room()
      const ann = await join(app, roomId, "Ann")
      const bo = await join(app, roomId, "Bo")
      for (let n = 0; n < 5; n++) await ann.types(true)
      expect(await bo.hears("typing")).toEqual({ type: "typing", username: "Ann", isTyping: true })
      await ann.say("done")
      expect(await bo.hears("typing")).toMatchObject({ isTyping: false })
      await bo.hears("message")
      expect(bo.all("typing")).toHaveLength(2)
      expect(ann.all("typing")).toEqual([])
    })

    test("who follows from now on hears nothing of before", async () => {
      await using app = await start()
      const roomId = await app.room()
      await speak(app, roomId, "before")
      const ann = await join(app, roomId, "Ann")
      await speak(app, roomId, "after")
      await ann.hears("message")
      expect(ann.all("message").map(said)).toEqual(["after"])
    })

    test("who comes back hears what was missed, then goes on: no gap, no repeat", async () => {
      await using app = await start()
      const roomId = await app.room()
      await speak(app, roomId, "1", "2", "3", "4")
      const ann = follow(app, { roomId, username: "Ann", after: 2 })
      await ann.hears("users_list")
      await speak(app, roomId, "5")
      await ann.hears("message")
      expect(ann.all("message").map(said)).toEqual(["3", "4", "5"])
      expect(ann.heard.map(({ type }) => type).slice(0, 3)).toEqual(["message", "message", "join"])
    })

    test("coming back in the middle of a storm misses nothing", async () => {
      await using app = await start()
      const roomId = await app.room()
      const storm = Promise.all(
        Array.from({ length: 200 }, (_, n) => speak(app, roomId, `drop ${n}`)),
      )
      await speak(app, roomId, "eye")
      const comers = Array.from({ length: 10 }, () =>
        follow(app, { roomId, after: 0, username: "A" }),
      )
      await storm
      await speak(app, roomId, "calm")
      for (const comer of comers) {
        while ((await comer.hears("message")).content !== "calm");
        const seqs = comer.all("message").map(({ seq }) => seq)
        expect(seqs).toEqual(Array.from({ length: 202 }, (_, n) => n + 1))
      }
    })

    test("who was away too long, or in another life, is told of the gap", async () => {
      await using app = await start()
      const roomId = await app.room()
      const drafts = Array.from({ length: 501 }, (_, n) => speak(app, roomId, `${n}`))
      await Promise.all(drafts)
      const late = follow(app, { roomId, username: "Ann", after: 0 })
      const inTime = follow(app, { roomId, username: "Bo", after: 1 })
      const fromElsewhere = follow(app, { roomId, username: "Cy", after: 9_999 })
      expect(await late.hears("gap")).toEqual({ type: "gap", latestSeq: 501 })
      expect(await fromElsewhere.hears("gap")).toEqual({ type: "gap", latestSeq: 501 })
      await inTime.hears("users_list")
      expect(inTime.all("message")).toHaveLength(500)
      const later = follow(app, { roomId, username: "Di", after: 0 })
      expect(await later.hears("gap")).toEqual({ type: "gap", latestSeq: 501 })
      await speak(app, roomId, "and on")
      expect(await late.hears("message")).toMatchObject({ seq: 502 })
      expect(late.all("message")).toHaveLength(1)
    })

    test("a deleted room says so, and is over for everyone in it", async () => {
      await using app = await start()
      const roomId = await app.room()
      const ann = await join(app, roomId, "Ann")
      const bo = await join(app, roomId, "Bo")
      await app.rest.delete(`/api/chat/rooms/${roomId}`)
      expect(await ann.hears("room_deleted")).toEqual({ type: "room_deleted", roomId })
      await bo.hears("room_deleted")
      await Promise.all([ann.over, bo.over])
    })

    test("a room that is not there cannot be followed", async () => {
      await using app = await start()
      const ann = follow(app, { roomId: 7, username: "Ann" })
      await ann.over
      expect(ann.heard).toEqual([])
    })
  })
}
