/**
 * Many rooms, all of whose people may be at any node: what is said goes to Postgres, over one Redis to every node that
 * has somebody of the room, and there to its listeners.
 */
import { HEAD_CHECK_MS, PEOPLE_BEAT_MS } from "../../../src/server/limits.ts"
import { percentile } from "../../measure/stats.ts"
import { type Attendance, type Place, placePeople } from "../attendance.ts"
import { createBus } from "../bus.ts"
import { createCommits, postgresSeconds } from "../commits.ts"
import type { Costs } from "../costs.ts"
import { frameBytes, newsText, PACKET_BYTES } from "../frames.ts"
import { type Node, startNode } from "../node.ts"
import { createRandom } from "../random.ts"
import { createWorld, repeat } from "../world.ts"

export type Cluster = Place & {
  sendsPerSecond: number
  /** Whether a node says of each room that it lives, or once for all. */
  beats: "room" | "node"
  seconds: number
}

const SEED = 1
/** Whatever is under way when the last message was sent. */
const DRAIN_MILLIS = 2_000

export function runCluster(cluster: Cluster, costs: Costs) {
  const [random, world] = [createRandom(SEED), createWorld()]
  const attendance = placePeople(cluster, random)
  const bus = createBus({ world, costs, random })
  const nodes = Array.from({ length: cluster.nodes }, () => {
    const connections = cluster.people / cluster.nodes
    const node = startNode(world, costs, { connections, millis: cluster.seconds * 1000 })
    return { ...node, commits: createCommits(world, costs) }
  })
  /** What every listener of every room that was told something has to hear. */
  let owed = 0
  const answered: number[] = []
  const told: number[] = []

  const at = (node: number) => nodes[node] as (typeof nodes)[number]

  function tellOthers(from: number, hearers: number[], heard: (node: number) => void) {
    const others = hearers.filter((node) => node !== from)
    at(from).publish(() => bus.carry(others, (node) => at(node).hear(() => heard(node))))
  }

  function send() {
    const { room, node } = attendance.anyone()
    const sentAt = world.now()
    const listeners = attendance.listeners(room)
    owed += listeners.reduce((sum, count) => sum + count, 0)
    const tellListeners = (hearer: number) =>
      at(hearer).deliver(listeners[hearer] ?? 0, () => told.push(world.now() - sentAt))
    const isStored = () => {
      answered.push(world.now() - sentAt)
      tellListeners(node)
      tellOthers(node, attendance.nodes(room), tellListeners)
    }
    at(node).take(() => bus.ask(() => at(node).commits.append(isStored)))
  }

  function beat() {
    const { room, node } = attendance.anyPair()
    const hearers = cluster.beats === "room" ? attendance.nodes(room) : [...nodes.keys()]
    tellOthers(node, hearers, () => undefined)
  }

  const millis = cluster.seconds * 1000
  repeat({ world, random }, { millis, perSecond: cluster.sendsPerSecond, act: send })
  repeat({ world, random }, { millis, perSecond: beatsPerSecond(cluster, attendance), act: beat })
  world.run(millis + DRAIN_MILLIS)

  const made = nodes.map(({ commits }) => commits.made)
  const headRows = (attendance.pairs * 1000) / HEAD_CHECK_MS
  const postgresWrites = made.reduce((sum, one) => sum + postgresSeconds(costs, one), 0)
  return {
    owed,
    heard: nodes.reduce((sum, node) => sum + node.frames(), 0),
    answered: answered.length,
    nodesPerRoom: attendance.pairs / cluster.rooms,
    publishes: bus.counts.publishes / cluster.seconds,
    deliveries: bus.counts.deliveries / cluster.seconds,
    redisBusy: bus.busy() / millis,
    busBytes: (bus.counts.deliveries * newsText().length) / cluster.seconds,
    commits: made.reduce((sum, { transactions }) => sum + transactions, 0) / cluster.seconds,
    headRows,
    postgresCores: postgresWrites / cluster.seconds + (headRows * costs.postgresHeadMicros) / 1e6,
    nodeCores: nodes.reduce((sum, node) => sum + node.busy(), 0) / nodes.length / millis,
    nodeBytes: nodeBytes(nodes, cluster.seconds),
    answeredP50: percentile(answered, 0.5),
    answeredP99: percentile(answered, 0.99),
    toldP50: percentile(told, 0.5),
    toldP99: percentile(told, 0.99),
  }
}

const nodeBytes = (nodes: Node[], seconds: number) =>
  (nodes.reduce((sum, node) => sum + node.frames(), 0) * (frameBytes() + PACKET_BYTES)) /
  nodes.length /
  seconds

function beatsPerSecond({ beats, nodes }: Cluster, { pairs }: Attendance) {
  return ((beats === "room" ? pairs : nodes) * 1000) / PEOPLE_BEAT_MS
}
