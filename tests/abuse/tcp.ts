/** Bytes to the server and back, for what no client library would ever send. */
import { connect } from "node:net"

export function openTcp(url: string) {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  // A connection that breaks is an answer too: `closed` tells of it.
  socket.on("error", () => undefined)
  return {
    socket,
    closed: new Promise<void>((resolve) => socket.on("close", () => resolve())),
    written: (bytes: Buffer) =>
      new Promise<void>((resolve) => socket.write(bytes, () => resolve())),
  }
}

/** What the client does when all is said: waits, ends its half, or breaks the connection. */
export type Ending = "waits" | "ends" | "breaks"

/** All that comes back, until there is a whole answer or the server hangs up. */
export async function answerTo(url: string, bytes: Buffer, ending: Ending): Promise<Buffer> {
  const { socket, closed, written } = openTcp(url)
  let received = Buffer.alloc(0)
  socket.on("data", (chunk: Buffer) => {
    received = Buffer.concat([received, chunk])
    const text = received.toString("latin1")
    // What else was asked is answered still, and then the connection ends.
    if (isWhole(text)) socket.end()
    if (text.startsWith("HTTP/1.1 101 ")) socket.destroy()
  })
  await written(bytes)
  if (ending === "ends") socket.end()
  if (ending === "breaks") socket.resetAndDestroy()
  await closed
  return received
}

function isWhole(answer: string): boolean {
  const [head = ""] = answer.split("\r\n\r\n", 1)
  const [, length] = /^content-length: (\d+)/im.exec(head) ?? []
  if (length === undefined) return answer.endsWith("0\r\n\r\n")
  return answer.length >= head.length + "\r\n\r\n".length + Number(length)
}
