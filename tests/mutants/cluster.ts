/** Bugs in what nodes tell each other. */
import type { Mutant } from "./mutant.ts"

const faults = "tests/faults/cluster.test.ts"
const list = "tests/cluster/reconcile-list.test.ts"
const messages = "tests/cluster/messages.test.ts"
const presence = "tests/cluster/presence.test.ts"
const rates = "tests/cluster/rates.test.ts"
const redis = "tests/cluster/redis.test.ts"
const redisCluster = "tests/cluster/redis-cluster.test.ts"
const roster = "tests/cluster/remote-presence.test.ts"
const topology = "tests/topology/topology.test.ts"

const follow = "tests/server/live/follow.test.ts"

export const clusterMutants: Mutant[] = [
  {
    name: "ahead-is-a-gap",
    breaks: "who changes to a node that has heard less goes on where they were",
    file: "src/server/live/room-stream.ts",
    find: "if (isBehind && from <= replay.latestSeq) return this.#missedSince(from)",
    replace: "",
    noticedBy: { file: follow, test: "from a node that had heard more" },
  },
  {
    name: "own-news-heard",
    breaks: "a node does not hear itself",
    file: "src/server/nodes/bus-codec.ts",
    find: "if (data.from !== self) reader",
    replace: "reader",
    noticedBy: { file: presence, test: "typing is told at the other node" },
  },
  {
    name: "no-head-check",
    breaks: "what the bus does not carry is told all the same",
    file: "src/server/nodes/reconcile-rooms.ts",
    find: "for (const roomId of lines.rooms()) due.add(roomId)",
    replace: "",
    noticedBy: { file: messages, test: "while the bus is away messages go on" },
  },
  {
    name: "not-compared-when-in-force",
    breaks: "what was said before a node listened is told at once when it does",
    file: "src/server/nodes/cluster.ts",
    find: "heads.check(roomId)",
    replace: "",
    noticedBy: { file: messages, test: "as soon as the bus is back" },
  },
  {
    name: "deleted-elsewhere",
    breaks: "a room that is deleted at one node is over at all of them at once",
    file: "src/server/nodes/cluster.ts",
    find: "return lines.end(roomId)",
    replace: "return",
    noticedBy: { file: messages, test: "is over at the other within a second" },
  },
  {
    name: "missed-change-believed",
    breaks: "a change of who is there that was missed is asked for",
    file: "src/server/nodes/node-presence.ts",
    find: `said.type === "beat" || said.edition !== this.#edition + 1`,
    replace: `said.type === "beat"`,
    noticedBy: { file: presence, test: "coming and going that the bus loses" },
  },
  {
    name: "late-roll-believed",
    breaks: "what is older than what is known is not believed",
    file: "src/server/nodes/node-presence.ts",
    find: "if (said.edition < this.#edition) return true",
    replace: "",
    noticedBy: { file: roster, test: "a roll that comes late" },
  },
  {
    name: "dead-node-stays",
    breaks: "the people of a node that died leave",
    file: "src/server/nodes/remote-presence.ts",
    find: "if (now - claim.heardAt <= PRESENCE_LEASE_MS) continue",
    replace: "if (claim) continue",
    noticedBy: { file: roster, test: "the people of a node that dies" },
  },
  {
    name: "gone-with-the-bus",
    breaks: "nobody is taken for gone because the bus is",
    file: "src/server/nodes/remote-presence.ts",
    find: "if (!bus.isUp()) claim.heardAt = now",
    replace: "",
    noticedBy: { file: roster, test: "nobody is taken for gone" },
  },
  {
    name: "newcomer-does-not-wait",
    breaks: "the first list of people is that of all nodes",
    file: "src/server/live/follow.ts",
    find: "await others?.known(place.roomId)",
    replace: "",
    noticedBy: { file: presence, test: "a newcomer is told at once" },
  },
  {
    name: "list-not-compared",
    breaks: "what became of the list of rooms while the bus was away is told",
    file: "src/server/nodes/cluster.ts",
    find: "inForce: list.check",
    replace: "inForce() {}",
    noticedBy: { file: list, test: "while the bus lost everything" },
  },
  {
    name: "a-rate-a-node",
    breaks: "what somebody sends through two nodes counts together",
    file: "src/server/nodes/redis/rate.ts",
    find: "isUp() ? takeTogether(key) : own.take(key)",
    replace: "own.take(key)",
    noticedBy: { file: rates, test: "what somebody sends" },
  },
  {
    name: "stuck-is-up",
    breaks: "a bus that is stuck is known to be away",
    file: "src/server/nodes/redis/heartbeat.ts",
    find: "if (this.#isUp && performance.now() - this.#answeredAt > BUS_SILENCE_MS_MAX) this.#markDown()",
    replace: "",
    noticedBy: { file: redis, test: "while Redis is stuck" },
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
    name: "lost-master-not-missed",
    breaks: "the bus is away while one of its masters is",
    file: "src/server/nodes/redis/cluster.ts",
    find: "await Promise.all(cluster.masters.map((master) => this.#check(master)))",
    replace: "[await Promise.any(cluster.masters.map((master) => this.#check(master)))]",
    noticedBy: { file: redisCluster, test: "while a master is away" },
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
    name: "redis-given-up",
    breaks: "a Redis that was killed is used again once it is back",
    file: "src/server/nodes/redis/connect.ts",
    find: "isStarted && backoffMs(retries)",
    replace: "isStarted && retries < 3 && backoffMs(retries)",
    noticedBy: { file: faults, test: "Redis is killed" },
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
