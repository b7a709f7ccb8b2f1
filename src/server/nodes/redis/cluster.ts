/**
 * A cluster of Redis by sharded publishing: a channel lives at the master that has the slot of its name, and everything
 * about it is said and heard there. A room is one channel, so rooms spread over the masters, and those whom a
 * publication reached are all its listeners. To each master lead two connections: one that asks, one that listens.
 */
import type { RedisClusterType } from "redis"
import type { Redis } from "./redis.ts"

type Master = RedisClusterType["masters"][number]

export function clusterRedis(cluster: RedisClusterType): Redis {
  /** The client makes another list whenever it learns of another order of the cluster. */
  let { slots } = cluster
  /** The order as the masters tell it. */
  let order = ""
  const heard = new Set<string>()
  let broke = () => {}

  async function ping() {
    const orders = await Promise.all(cluster.masters.map(check))
    if (order !== orders.join()) await learnOrder()
    order = orders.join()
    if (slots === cluster.slots) return
    slots = cluster.slots
    // Channels may have moved: what is to be heard is asked for anew at their masters.
    broke()
  }

  /** Not the connections alone: for a while a master that is back still refuses, because the cluster is not whole. */
  async function check(master: Master): Promise<string> {
    if (!master.client) {
      // One that was found later is connected to only when it is needed.
      void cluster.nodeClient(master).catch(() => undefined)
      throw new Error("a master is not connected to yet")
    }
    for (const info of await Promise.all(linesTo(master).map((line) => line.clusterInfo())))
      if (!info.includes("cluster_state:ok")) throw new Error("the cluster is not whole")
    return JSON.stringify(await master.client.clusterSlots())
  }

  /**
   * The client overlooks that a channel has moved when it waits for an answer on that connection. Whoever asks for a key of
   * the same slot is told where that is now.
   */
  const learnOrder = () => Promise.allSettled([...heard].map((channel) => cluster.exists(channel)))

  return {
    publish: (channel, text) => cluster.sPublish(channel, text),

    async subscribe(channels, hear) {
      for (const channel of channels) heard.add(channel)
      try {
        // In one command there may be only channels of one slot.
        await Promise.all(channels.map((channel) => cluster.sSubscribe(channel, hear)))
      } catch (error) {
        broke()
        throw error
      }
    },

    async unsubscribe(channel, hear) {
      heard.delete(channel)
      await cluster.sUnsubscribe(channel, hear)
    },

    ping,

    /** That all is heard again only a ping can tell, of all masters. */
    watch(turns) {
      broke = turns.broke
      cluster.on("node-error", broke)
      cluster.on("sharded-channel-moved-error", broke)
    },

    eval: (script, at) => cluster.eval(script, at),

    // The client's own closing forgets them at once, and then they could not be destroyed.
    async close() {
      const lines = cluster.masters.flatMap(linesTo)
      await Promise.allSettled(lines.map((line) => line.close()))
      cluster.destroy()
    },
    destroy: () => cluster.destroy(),
  }
}

const linesTo = ({ client, pubSub }: Master) =>
  [client, pubSub?.client].filter((line) => line !== undefined)
