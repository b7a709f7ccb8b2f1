/** A connection to Redis by hand, so that Redis and not a client is what is measured. */
import { once } from "node:events"
import { connect } from "node:net"

const ENDING = 0x0a

export type Publishing = { channel: string; text: string; seconds: number; atOnce: number }

/** Counts what is pushed to it on a channel. */
export async function subscribe(port: number, channel: string) {
  const socket = connect(port, "127.0.0.1")
  socket.write(command("SUBSCRIBE", channel))
  await once(socket, "data")
  let bytes = 0
  socket.on("data", (chunk: Buffer) => {
    bytes += chunk.length
  })
  return { bytes: () => bytes, stop: () => socket.destroy() }
}

/** Publishes for a while, some commands at a time, the next ones when those are answered. Answers how many. */
export async function publish(
  port: number,
  { channel, text, seconds, atOnce }: Publishing,
): Promise<number> {
  const socket = connect(port, "127.0.0.1")
  const batch = Buffer.concat(Array(atOnce).fill(command("PUBLISH", channel, text)))
  const end = performance.now() + seconds * 1000
  let published = 0
  while (performance.now() < end) {
    socket.write(batch)
    for (let answers = 0; answers < atOnce; ) {
      const [chunk] = await once(socket, "data")
      answers += (chunk as Buffer).filter((byte) => byte === ENDING).length
    }
    published += atOnce
  }
  socket.destroy()
  return published
}

function command(...words: string[]): Buffer {
  const parts = words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`)
  return Buffer.from(`*${words.length}\r\n${parts.join("")}`)
}
