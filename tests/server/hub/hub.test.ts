/** Delivery over real sockets: what goes out together, and what a slow reader costs. */
import { once } from "node:events"
import { createServer } from "node:http"
import type { AddressInfo, Socket as TcpSocket } from "node:net"
import { expect, test, vi } from "vitest"
import { WebSocket } from "ws"
import type { Socket } from "../../../src/server/api/socket.ts"
import { createSockets } from "../../../src/server/api/sockets.ts"
import { textFrames } from "../../../src/server/api/web-socket-frames.ts"
import { Announcement, type Dialect } from "../../../src/server/hub/announcement.ts"
import { Hub } from "../../../src/server/hub/hub.ts"
import { Subscriber } from "../../../src/server/hub/subscriber.ts"
import { OUTBOX_FLEETING_BYTES_MAX } from "../../../src/server/limits.ts"

const plain: Dialect<string> = {
  name: "plain",
  write: (event, seq) => `${seq} ${event}`,
  pack: textFrames,
}

/** A hub and the sockets it tells, with nothing in between. */
async function startHub() {
  const hub = new Hub<string, string>()
  const sockets = createSockets({ rateLimit: false })
  const http = createServer().listen(0, "127.0.0.1")
  await once(http, "listening")
  const wires: Socket[] = []
  http.on("upgrade", (request, stream, head) =>
    sockets.server.handleUpgrade(request, stream, head, (wire) =>
      wires.push(sockets.add(wire, null)),
    ),
  )
  const { port } = http.address() as AddressInfo

  return {
    hub,

    /** Somebody new in the audience of a topic, told what ends with `tail`. */
    async listener(topics: string[], tail = "") {
      const socket = new WebSocket(`ws://127.0.0.1:${port}`)
      const heard: string[] = []
      socket.on("message", (data) => heard.push(String(data)))
      // What cannot be read is missing in `heard`.
      socket.on("error", () => undefined)
      await once(socket, "open")
      await expect.poll(() => wires.length).toBeGreaterThan(0)
      const wire = wires.shift() as Socket
      const standing = { snapshot: () => new Announcement("standing", 0) }
      for (const topic of topics) {
        const seat = {
          outbox: wire.outbox,
          dialect: plain,
          suffix: tail,
          onEnd: () => wire.close(),
        }
        const reader = new Subscriber<string>(seat, tail, standing)
        hub.enter(topic, reader, [])
        socket.on("close", () => hub.leave(topic, reader))
      }
      return { socket, wire, heard, closed: once(socket, "close").then(([code]) => code) }
    },

    async [Symbol.asyncDispose]() {
      await sockets.drain()
      http.close()
    },
  }
}

const netSocketOf = (wire: Socket) => (wire as unknown as { _socket: TcpSocket })._socket

const lasting = (text: string, seq = 1) => new Announcement(text, seq)
const fleeting = (text: string) => new Announcement(text, 1, { isFleeting: true })

test("what is published in one turn goes out in one write to each socket", async () => {
  await using started = await startHub()
  const { hub } = started
  const [ann, bo] = [await started.listener(["a"]), await started.listener(["a"])]
  const writes = [ann, bo].map(({ wire }) => vi.spyOn(wire.outbox, "write"))
  for (let seq = 1; seq <= 10; seq++) hub.publish("a", lasting("event", seq))
  await hub.flushed()
  await expect.poll(() => bo.heard.length).toBe(10)
  expect(ann.heard).toEqual(Array.from({ length: 10 }, (_, n) => `${n + 1} event`))
  expect(writes.map((write) => write.mock.calls.length)).toEqual([1, 1])
  const [first, second] = writes.map((write) => write.mock.calls[0]?.[0])
  expect(first, "the bytes themselves are shared").toBe(second)
})

test("each event is written down once, however many tails it is told with", async () => {
  await using started = await startHub()
  const { hub } = started
  const listeners = await Promise.all(
    [" one", " two", " two"].map((tail) => started.listener(["a"], tail)),
  )
  const write = vi.spyOn(plain, "write")
  hub.publish("a", lasting("event"))
  await hub.flushed()
  await expect
    .poll(() => listeners.map(({ heard }) => heard))
    .toEqual([["1 event one"], ["1 event two"], ["1 event two"]])
  expect(write).toHaveBeenCalledTimes(1)
  write.mockRestore()
})

test("several topics reach one socket in order and together", async () => {
  await using started = await startHub()
  const { hub } = started
  const ann = await started.listener(["a", "b"])
  const flushed = vi.spyOn(netSocketOf(ann.wire), "cork")
  for (const topic of ["a", "b", "a"]) hub.publish(topic, lasting(topic))
  await expect.poll(() => ann.heard.length).toBe(3)
  expect(ann.heard).toEqual(["1 a", "1 a", "1 b"])
  expect(flushed).toHaveBeenCalledTimes(1)
})

test("frames of any length arrive whole", async () => {
  await using started = await startHub()
  const ann = await started.listener(["a"], "!")
  const lengths = [0, 120, 121, 122, 123, 124, 125, 126, 65_530, 65_531, 65_532, 65_533, 70_000]
  for (const length of lengths) started.hub.publish("a", lasting("é".repeat(length)))
  await expect.poll(() => ann.heard.length).toBe(lengths.length)
  expect(ann.heard.map((text) => text.length - 3)).toEqual(lengths)
})

test("frames of the lengths at which their heads grow arrive whole", async () => {
  await using started = await startHub()
  const ann = await started.listener(["a"])
  const sizes = [125, 126, 65_535, 65_536]
  const textAround = "1 ".length
  for (const size of sizes) started.hub.publish("a", lasting("x".repeat(size - textAround)))
  await expect.poll(() => ann.heard.map(({ length }) => length)).toEqual(sizes)
})

test("a slow reader is not told what merely passes, but how things stand once it has read", async () => {
  await using started = await startHub()
  const { hub } = started
  const [slow, quick] = [await started.listener(["a"]), await started.listener(["a"])]
  slow.socket.pause()
  let told = 0
  while (slow.wire.bufferedAmount <= OUTBOX_FLEETING_BYTES_MAX) {
    hub.publish("a", lasting("x".repeat(64 * 1024), ++told))
    await hub.flushed()
    await expect.poll(() => quick.heard.length).toBe(told)
  }
  for (let n = 0; n < 3; n++) hub.publish("a", fleeting("passing"))
  hub.publish("a", lasting("lasting", ++told))
  await hub.flushed()
  await expect.poll(() => quick.heard.length).toBe(told + 3)
  slow.socket.resume()
  await expect.poll(() => slow.heard.at(-1)).toBe("0 standing")
  expect(
    slow.heard.map((text) => text.slice(0, 12)).filter((text) => /passing|standing/.test(text)),
  ).toEqual(["0 standing"])
  expect(slow.heard).toContain(`${told} lasting`)
  hub.publish("a", fleeting("passing"))
  await expect.poll(() => slow.heard.at(-1)).toBe("1 passing")
})

test("a reader with more than 1 MiB unsent is cut, and told nothing more", async () => {
  await using started = await startHub()
  const { hub } = started
  const [stuck, quick] = [await started.listener(["a"]), await started.listener(["a"])]
  stuck.socket.pause()
  let told = 0
  while (stuck.wire.readyState === WebSocket.OPEN) {
    hub.publish("a", lasting("x".repeat(64 * 1024), ++told))
    await hub.flushed()
    await expect.poll(() => quick.heard.length).toBe(told)
  }
  const heldBack = stuck.wire.bufferedAmount
  hub.publish("a", lasting("more", ++told))
  await expect.poll(() => quick.heard.length).toBe(told)
  expect(stuck.wire.bufferedAmount).toBe(heldBack)
  stuck.socket.resume()
  expect(await stuck.closed).toBe(1013)
  expect(stuck.heard).not.toContain(`${told} more`)
})

test("in a big audience what merely passes waits for company, and never overtakes", async () => {
  await using started = await startHub()
  const { hub } = started
  const ann = await started.listener(["a"])
  const crowd = await Promise.all(Array.from({ length: 40 }, () => started.listener(["a"])))
  const write = vi.spyOn(ann.wire.outbox, "write")
  for (let n = 0; n < 5; n++) hub.publish("a", fleeting(`passing ${n}`))
  hub.publish("a", lasting("lasting"))
  await expect.poll(() => crowd.at(-1)?.heard.length).toBe(6)
  expect(ann.heard.at(-1)).toBe("1 lasting")
  expect(write).toHaveBeenCalledTimes(1)
  hub.publish("a", fleeting("the last"))
  await expect.poll(() => ann.heard.at(-1)).toBe("1 the last")
})

test("a reader that is cut while the last event is told is not told that it ended", () => {
  const hub = new Hub<string, string>()
  let ended = 0
  const write = () => undefined
  const outbox = {
    audiences: 0,
    write,
    writeAnswer: write,
    isQuick: false,
    keepsUp() {
      hub.leave("room", reader)
      return false
    },
    hasRoomFor: () => true,
    onCaughtUp: write,
  }
  const seat = { outbox, dialect: plain, suffix: "", onEnd: () => void ended++ }
  const reader: Subscriber<string> = new Subscriber<string>(seat, null, null)
  hub.enter("room", reader, [])
  hub.publish("room", lasting("over"))
  hub.end("room")
  expect([ended, outbox.audiences, hub.hasSubscribers("room")]).toEqual([0, 0, false])
})
