/**
 * Members who say something every now and then, in a process of their own, so that nobody's reading delays their clock:
 * `node canaries.ts URL ROOM_ID SECONDS NAME…`. Prints how many milliseconds each message took to come back, as JSON.
 */
import { once } from "node:events"
import { setTimeout as wait } from "node:timers/promises"
import { WebSocket } from "ws"

const SAY_EVERY_MS = 250
/** A message that was lost with its socket counts as one that never came. */
const NEVER_MS = 60_000

const [url = "", roomId = "", seconds = "", ...names] = process.argv.slice(2)

async function sing(name: string, localAddress: string): Promise<number[]> {
  const query = `username=${encodeURIComponent(name)}`
  const socket = new WebSocket(`${url.replace(/^http/, "ws")}/ws/chat/${roomId}?${query}`, {
    localAddress,
  })
  socket.on("error", () => undefined)
  const closed = once(socket, "close").then(() => NEVER_MS)
  await once(socket, "open")
  const until = performance.now() + Number(seconds) * 1_000
  const times: number[] = []
  for (let n = 0; performance.now() < until && times.at(-1) !== NEVER_MS; n++) {
    times.push(await Promise.race([timeOf(socket, `${name} ${n}`), closed]))
    await wait(SAY_EVERY_MS)
  }
  socket.terminate()
  return times
}

async function timeOf(socket: WebSocket, id: string): Promise<number> {
  const began = performance.now()
  const heard = Promise.withResolvers<void>()
  const hear = (data: unknown) => String(data).includes(`"${id}"`) && heard.resolve()
  socket.on("message", hear)
  socket.send(JSON.stringify({ type: "message", content: "tweet", client_id: id }))
  await heard.promise
  socket.off("message", hear)
  return performance.now() - began
}

const songs = await Promise.all(names.map((name, n) => sing(name, `127.2.1.${n + 1}`)))
process.stdout.write(JSON.stringify(songs.flat()))
