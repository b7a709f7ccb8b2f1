/**
 * One room with more listeners than one node can tell: by one Redis to every node that has some, or down a tree of
 * relays. A leaf writes to its listeners, at once or once a window.
 */
import { percentile } from "../../measure/stats.ts"
import { BUSY_SHARE_MAX, HOP_MILLIS, HOP_SPREAD } from "../assumed.ts"
import type { Costs } from "../costs.ts"
import { frameBytes, newsText, PACKET_BYTES } from "../frames.ts"
import { createRandom } from "../random.ts"
import { growTree, type Relay, relaysOf } from "../tree.ts"
import { createWorld, repeat } from "../world.ts"

export type Crowd = {
  listeners: number
  messagesPerSecond: number
  /** How long a leaf gathers before it writes; 0 writes every message by itself. */
  windowMillis: number
  /** Whom one relay tells; null when Redis tells all leaves. */
  fanOut: number | null
  seconds: number
}

const SEED = 2
/** Of a leaf's listeners, one in so many is asked how long it took. */
const ASKED_IN = 100

export function runCrowd(crowd: Crowd, costs: Costs) {
  const [random, world] = [createRandom(SEED), createWorld()]
  const perLeaf = listenersPerLeaf(crowd, costs)
  const fanOut = crowd.fanOut ?? Number.POSITIVE_INFINITY
  const tree = growTree({ listeners: crowd.listeners, perLeaf, fanOut })
  const workers = new Map([...relaysOf(tree)].map(({ relay }) => [relay, world.worker()]))
  const waiting = new Map<Relay, number[]>()
  const late: number[] = []
  const counts = { sent: 0, heard: 0 }
  const way = () => random.way(HOP_MILLIS, HOP_SPREAD)

  /** Redis is the root when there are no relays: it pays less for each than a node does. */
  function passOn(relay: Relay, sentAt: number) {
    const micros = crowd.fanOut === null ? costs.redisDeliveryMicros : costs.nodePublishMicros
    for (const child of relay.children)
      workers
        .get(relay)
        ?.work(micros / 1000, () => world.at(world.now() + way(), () => hear(child, sentAt)))
  }

  function hear(relay: Relay, sentAt: number) {
    workers.get(relay)?.work(costs.nodeHearMicros / 1000, () => {
      if (relay.children.length > 0) return passOn(relay, sentAt)
      const gathered = waiting.get(relay)
      if (gathered) return void gathered.push(sentAt)
      waiting.set(relay, [sentAt])
      world.at(nextFlush(relay), () => flush(relay))
    })
  }

  /** The leaves' windows end at different times. */
  function nextFlush({ from }: Relay) {
    if (crowd.windowMillis === 0) return world.now()
    const shift = ((from / crowd.listeners) * 997 * crowd.windowMillis) % crowd.windowMillis
    const { windowMillis } = crowd
    return Math.ceil((world.now() - shift) / windowMillis) * windowMillis + shift
  }

  function flush(relay: Relay) {
    const sent = waiting.get(relay) ?? []
    waiting.delete(relay)
    const micros = costs.writeMicros + sent.length * costs.frameMicros
    for (let told = 0; told < relay.to - relay.from; told += ASKED_IN) {
      const some = Math.min(ASKED_IN, relay.to - relay.from - told)
      workers.get(relay)?.work((some * micros) / 1000, () => {
        counts.heard += some * sent.length
        for (const sentAt of sent) late.push(world.now() - sentAt)
      })
    }
  }

  function send() {
    counts.sent++
    hear(tree, world.now())
  }

  const millis = crowd.seconds * 1000
  repeat(
    { world, random },
    {
      millis,
      perSecond: crowd.messagesPerSecond,
      act: send,
    },
  )
  world.run()
  return {
    ...sizesOf(crowd, tree, perLeaf),
    ...counts,
    p50: percentile(late, 0.5),
    p99: percentile(late, 0.99),
  }
}

/** What a core can tell without being busy for more than its share. */
export function listenersPerLeaf({ windowMillis, messagesPerSecond }: Crowd, costs: Costs) {
  const writes = windowMillis === 0 ? messagesPerSecond : 1000 / windowMillis
  const micros = writes * costs.writeMicros + messagesPerSecond * costs.frameMicros
  return Math.floor((BUSY_SHARE_MAX * 1e6) / micros)
}

function sizesOf(crowd: Crowd, tree: Relay, perLeaf: number) {
  const all = [...relaysOf(tree)]
  const leaves = all.filter(({ relay }) => relay.children.length === 0)
  const most = Math.max(...all.map(({ relay }) => relay.children.length))
  const writes = crowd.windowMillis === 0 ? crowd.messagesPerSecond : 1000 / crowd.windowMillis
  const listenerBytes = crowd.messagesPerSecond * frameBytes() + writes * PACKET_BYTES
  return {
    perLeaf,
    leaves: leaves.length,
    relays: all.length - leaves.length,
    hops: Math.max(...all.map(({ hops }) => hops)) + 1,
    /** Messages a second that leave the one who tells most others. */
    mostPerSecond: most * crowd.messagesPerSecond,
    mostBytes: most * crowd.messagesPerSecond * (newsText().length + PACKET_BYTES),
    leafBytes: perLeaf * listenerBytes,
    allBytes: crowd.listeners * listenerBytes,
  }
}
