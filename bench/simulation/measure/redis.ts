import { once } from "node:events"
import { createServer } from "node:net"
import { setTimeout as sleep } from "node:timers/promises"
import { createClient } from "redis"
import { cpuSeconds } from "../../measure/process.ts"
import { startChild } from "../../processes/child.ts"
import { tell } from "../../scenarios/scenario.ts"
import { newsText } from "../frames.ts"
import { publish, subscribe } from "./resp.ts"

const CHANNEL = "confab:bench:room:1"
const [FEW, MANY] = [1, 10]
/** Commands that come to Redis together: as when it is busy, and as when it is not. */
const [BUSY, IDLE] = [20, 1]
const HEARD = 50_000
const START_MS_MAX = 10_000

/** A Redis of its own: what PUBLISH costs it for 1 and for 10 nodes, and what a node pays to publish and to hear. */
export async function measureRedis(seconds: number) {
  const port = await freePort()
  const redis = startChild({
    command: ["redis-server", "--port", String(port), "--bind", "127.0.0.1", "--save", ""],
    core: null,
  })
  redis.stdout.resume()
  try {
    await answering(port)
    const { pid } = redis
    const busy = await measureCosts({ port, seconds, pid, atOnce: BUSY })
    const idle = await measureCosts({ port, seconds, pid, atOnce: IDLE })
    return {
      redisPublishesPerSecond: busy.publishes,
      redisDeliveriesPerSecond: busy.deliveries,
      redisPublishMicrosBusy: busy.publishMicros,
      redisDeliveryMicrosBusy: busy.deliveryMicros,
      redisPublishMicros: idle.publishMicros,
      redisDeliveryMicros: idle.deliveryMicros,
      ...(await measureNode(port)),
    }
  } finally {
    await redis.stop()
  }
}

type Server = { port: number; pid: number; seconds: number; atOnce: number }

/** What one more subscriber costs is what it costs to tell one. */
async function measureCosts(server: Server) {
  const few = await measureFan(server, FEW)
  const many = await measureFan(server, MANY)
  const deliveryMicros = (many.micros - few.micros) / (MANY - FEW)
  return {
    publishes: few.perSecond,
    deliveries: many.perSecond * MANY,
    publishMicros: few.micros - deliveryMicros * FEW,
    deliveryMicros,
  }
}

async function measureFan({ port, pid, seconds, atOnce }: Server, subscribers: number) {
  const heard = await Promise.all(
    Array.from({ length: subscribers }, () => subscribe(port, CHANNEL)),
  )
  const before = { cpu: cpuSeconds(pid).total, at: performance.now() }
  const published = await publish(port, { channel: CHANNEL, text: newsText(), seconds, atOnce })
  const cpu = cpuSeconds(pid).total - before.cpu
  const perSecond = (published * 1000) / (performance.now() - before.at)
  for (const subscriber of heard) subscriber.stop()
  if (heard.some((subscriber) => subscriber.bytes() === 0)) throw new Error("nothing was heard")
  tell(`Redis, ${subscribers} subscribed: ${Math.round(perSecond)} PUBLISH/s`)
  return { perSecond, micros: (cpu * 1e6) / published }
}

/** CPU of a Node process with the client that Confab uses. Redis itself says everything, in one script. */
async function measureNode(port: number) {
  const client = await createClient({ url: `redis://127.0.0.1:${port}` }).connect()
  const text = newsText()
  let heard = 0
  await client.subscribe(CHANNEL, (news) => {
    if (JSON.parse(news)) heard++
  })
  const hearing = cpuMicros()
  await client.eval(`for i = 1, ${HEARD} do redis.call("publish", KEYS[1], ARGV[1]) end`, {
    keys: [CHANNEL],
    arguments: [text],
  })
  while (heard < HEARD) await sleep(1)
  const nodeHearMicros = hearing() / HEARD
  const telling = cpuMicros()
  for (let sent = 0; sent < HEARD; sent += 100)
    await Promise.all(Array.from({ length: 100 }, () => client.publish(`${CHANNEL}0`, text)))
  const nodePublishMicros = telling() / HEARD
  client.destroy()
  return { nodeHearMicros, nodePublishMicros }
}

/** Of this process, from now on. */
function cpuMicros() {
  const before = process.cpuUsage()
  return () => {
    const { user, system } = process.cpuUsage(before)
    return user + system
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1")
  await once(server, "listening")
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, "close")
  return port
}

async function answering(port: number) {
  const client = createClient({ url: `redis://127.0.0.1:${port}` })
  client.on("error", () => undefined)
  await Promise.race([client.connect(), sleep(START_MS_MAX, null, { ref: false })])
  if (!client.isReady) throw new Error("there is no Redis to measure")
  client.destroy()
}
