/** Bugs in what nodes tell each other. */
import type { Mutant } from "./mutant.ts"

const faults = "tests/faults/cluster.test.ts"
const list = "tests/cluster/reconcile-list.test.ts"
const messages = "tests/cluster/messages.test.ts"
const presence = "tests/cluster/presence.test.ts"
const _rates = "tests/cluster/rates.test.ts"
const _redis = "tests/cluster/redis.test.ts"
const redisCluster = "tests/cluster/redis-cluster.test.ts"
const _roster = "tests/cluster/remote-presence.test.ts"
const topology = "tests/topology/topology.test.ts"

const _follow = "tests/server/live/follow.test.ts"

export const clusterMutants: Mutant[] = [
  {
    name: "own-news-heard",
    breaks: "a node does not hear itself",
    file: "src/server/nodes/bus-codec.ts",
    find: "if (data.from !== self) receiver",
    replace: "receiver",
    noticedBy: { file: presence, test: "typing is told at the other node" },
  },
  {
    name: "no-head-check",
    breaks: "what the bus does not carry is told all the same",
    file: "src/server/nodes/reconcile-rooms.ts",
    find: "for (const roomId of this.#parts.roomStreams.roomIds()) this.#due.add(roomId)",
    replace: "",
    noticedBy: { file: messages, test: "while the bus is away messages go on" },
  },
  {
    name: "not-compared-when-in-force",
    breaks: "what was said before a node listened is told at once when it does",
    file: "src/server/nodes/cluster.ts",
    find: "rooms.check(roomId)",
    replace: "",
    noticedBy: { file: messages, test: "as soon as the bus is back" },
  },
  {
    name: "list-not-compared",
    breaks: "what became of the list of rooms while the bus was away is told",
    file: "src/server/nodes/cluster.ts",
    find: "onSubscribed: () => list.check()",
    replace: "onSubscribed() {}",
    noticedBy: { file: list, test: "while the bus lost everything" },
  },
  {
    name: "cluster-taken-for-one",
    breaks: "a Redis Cluster is known by any of its servers",
    file: "src/server/nodes/redis/connect.ts",
    find: "/^cluster_enabled:1/m.test(info)",
    replace: "false",
    noticedBy: { file: redisCluster, test: "what somebody sends through two nodes" },
  },
  {
    name: "let-in-by-the-first-only",
    breaks: "who we are is told to all servers of a Redis Cluster",
    file: "src/server/nodes/redis/connect.ts",
    find: "...common, ...credentials,",
    replace: "...common,",
    noticedBy: { file: redisCluster, test: "what is said at one node is heard" },
  },
  {
    name: "commits-not-flushed",
    breaks: "what is acknowledged survives a crash of Postgres",
    file: "src/server/store/postgres/append.ts",
    find: '"BEGIN ISOLATION LEVEL READ COMMITTED"',
    replace: '"BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL synchronous_commit = off"',
    noticedBy: { file: faults, test: "Postgres crashes" },
  },
  {
    name: "a-bus-a-process",
    breaks: "processes hear each other over the bus",
    file: "src/server/nodes/redis/open.ts",
    find: "const prefix = `confab:",
    replace: "const prefix = process.pid + `confab:",
    noticedBy: { file: topology, test: "every door is open" },
  },
]
