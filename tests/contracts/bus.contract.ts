/** What every kind of bus promises to the nodes that tell each other things by it. */
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import type { Bus } from "../../src/server/nodes/bus.ts"

/** Opens the bus of another node of the database called `epoch`. */
type OpenBus = (epoch: string) => Promise<Bus>

export function busContract(name: string, openBus: OpenBus) {
  describe(name, () => {
    let here: Bus
    let there: Bus
    let elsewhere: Bus
    let topics = 0

    beforeAll(async () => {
      const epoch = crypto.randomUUID()
      here = await openBus(epoch)
      there = await openBus(epoch)
      elsewhere = await openBus("another database")
    })
    afterAll(() => Promise.all([here, there, elsewhere].map((bus) => bus.close())))

    const aTopic = () => `topic ${++topics}`

    /** Hears from when it is in force. */
    async function listen(bus: Bus, topic: string) {
      const heard: string[] = []
      const inForce = Promise.withResolvers<void>()
      const stop = bus.subscribe(topic, {
        receive: (text) => heard.push(text),
        onSubscribed: () => inForce.resolve(),
      })
      await inForce.promise
      return { heard, stop }
    }
    const reachedBy = (bus: Bus, topic: string) =>
      new Promise<number>((resolve) => bus.publish(topic, "anybody?", resolve))

    test("what is published is heard at every node, in its order", async () => {
      const topic = aTopic()
      const [one, other] = [await listen(here, topic), await listen(there, topic)]
      const said = Array.from({ length: 200 }, (_, n) => `${n} \n "🎉"`)
      for (const text of said) here.publish(topic, text)
      await expect.poll(() => [one.heard.length, other.heard.length]).toEqual([200, 200])
      expect(one.heard).toEqual(said)
      expect(other.heard).toEqual(said)
    })

    test("nothing is heard of other topics and other databases", async () => {
      const topic = aTopic()
      const { heard } = await listen(here, topic)
      const stranger = await listen(elsewhere, topic)
      there.publish(`${topic} too`, "no")
      elsewhere.publish(topic, "no")
      await expect.poll(() => stranger.heard).toEqual(["no"])
      there.publish(topic, "yes")
      await expect.poll(() => heard).toEqual(["yes"])
    })

    test("the publisher learns how many nodes heard", async () => {
      const topic = aTopic()
      expect(await reachedBy(here, topic)).toBe(0)
      await listen(here, topic)
      await listen(there, topic)
      expect(await reachedBy(there, topic)).toBe(2)
    })

    test("whoever stopped hears no more, and may begin again", async () => {
      const topic = aTopic()
      const before = await listen(here, topic)
      before.stop()
      await expect.poll(() => reachedBy(there, topic)).toBe(0)
      const after = await listen(here, topic)
      before.stop()
      there.publish(topic, "again")
      await expect.poll(() => after.heard).toEqual(["again"])
      expect(before.heard).not.toContain("again")
    })

    test("stopping and beginning in one moment ends with listening", async () => {
      const topic = aTopic()
      for (let n = 0; n < 5; n++) here.subscribe(topic, { receive() {}, onSubscribed() {} })()
      const { heard } = await listen(here, topic)
      there.publish(topic, "still there?")
      await expect.poll(() => heard).toEqual(["still there?"])
    })

    test("it is up", () => {
      expect(here.isUp()).toBe(true)
    })
  })
}
