/**
 * Redis Cluster by sharded publishing: a channel lives at the master that has the slot of its name. A room is one
 * channel, so rooms spread over the masters, and the subscribers that a publication reached are all there are.
 */
import type { RedisClusterType } from "redis"
import type { Listener, Redis } from "./redis.ts"

type Master = RedisClusterType["masters"][number]

export class ClusterRedis implements Redis {
  readonly #cluster: RedisClusterType
  readonly #channels = new Set<string>()
  /** The client makes another array whenever it learns of another topology. */
  #slots: RedisClusterType["slots"]
  #topology = ""
  #onLost = () => {}

  constructor(cluster: RedisClusterType) {
    this.#cluster = cluster
    this.#slots = cluster.slots
  }

  publish(channel: string, text: string) {
    return this.#cluster.sPublish(channel, text)
  }

  async subscribe(channels: string[], listener: Listener) {
    for (const channel of channels) this.#channels.add(channel)
    try {
      // One command may have only channels of one slot.
      await Promise.all(channels.map((channel) => this.#cluster.sSubscribe(channel, listener)))
    } catch (error) {
      this.#onLost()
      throw error
    }
  }

  async unsubscribe(channel: string, listener: Listener) {
    this.#channels.delete(channel)
    await this.#cluster.sUnsubscribe(channel, listener)
  }

  async ping() {
    const cluster = this.#cluster
    const topologies = await Promise.all(cluster.masters.map((master) => this.#check(master)))
    if (this.#topology !== topologies.join()) await this.#refreshTopology()
    this.#topology = topologies.join()
    if (this.#slots === cluster.slots) return
    this.#slots = cluster.slots
    // Channels may have moved to other masters, and are subscribed there once it is restored.
    this.#onLost()
  }

  /** Only a ping can tell that all of it is restored. */
  watch({ onLost }: Parameters<Redis["watch"]>[0]) {
    this.#onLost = onLost
    this.#cluster.on("node-error", onLost)
    this.#cluster.on("sharded-channel-moved-error", onLost)
  }

  eval(...command: Parameters<Redis["eval"]>) {
    return this.#cluster.eval(...command)
  }

  // The client's own `close` forgets the connections at once, and then they could not be destroyed.
  async close() {
    const connections = this.#cluster.masters.flatMap(connectionsTo)
    await Promise.allSettled(connections.map((connection) => connection.close()))
    this.#cluster.destroy()
  }

  destroy() {
    this.#cluster.destroy()
  }

  /** Connections alone do not tell: a master that is back refuses until the cluster is complete. */
  async #check(master: Master): Promise<string> {
    if (!master.client) {
      // The client connects to one that it found later only when it is needed.
      void this.#cluster.nodeClient(master).catch(() => undefined)
      throw new Error("a master is not connected to yet")
    }
    const connections = connectionsTo(master)
    for (const info of await Promise.all(connections.map((connection) => connection.clusterInfo())))
      if (!info.includes("cluster_state:ok")) throw new Error("the cluster is not whole")
    return JSON.stringify(await master.client.clusterSlots())
  }

  /** The client may miss that a channel has moved; a command for a key of the same slot is redirected, and shows it. */
  #refreshTopology() {
    return Promise.allSettled([...this.#channels].map((channel) => this.#cluster.exists(channel)))
  }
}

/** One for commands, one for subscriptions. */
const connectionsTo = ({ client, pubSub }: Master) =>
  [client, pubSub?.client].filter((connection) => connection !== undefined)
