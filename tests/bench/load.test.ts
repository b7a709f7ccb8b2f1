import { expect, test } from "vitest"
import { gather } from "../../bench/load/crowd.ts"
import { type Frame, readFrames, TEXT } from "../../bench/load/frames.ts"
import type { Plan } from "../../bench/load/plan.ts"
import { startTestApp } from "../support/app.ts"

const MEMBERS = 3
const plan: Plan = {
  seconds: 0.05,
  wording: { chars: 100, wide: false },
  until: "delivered",
  pace: { kind: "bursts", messages: 10 },
}

test.each(["raw", "trpc"] as const)("the load counts what %s members hear", async (dialect) => {
  await using app = await startTestApp()
  const roomId = await app.room()
  const { hostname, port } = new URL(app.url)
  const crowd = await gather({
    servers: [{ host: hostname, port: Number(port) }],
    dialect,
    roomIds: [roomId],
    members: MEMBERS,
    names: "one",
    senders: 1,
    subscribed: true,
  })
  const { messages, deliveries, p50, worst } = await crowd.run(plan)
  crowd.leave()

  const stored = await app.rest.get(`/api/chat/rooms/${roomId}/messages?limit=200`)
  expect(messages).toBeGreaterThanOrEqual(10)
  expect(stored.body).toHaveLength(Math.min(messages, 200))
  expect(deliveries).toBe(messages * MEMBERS)
  expect(p50).toBeGreaterThan(0)
  expect(worst).toBeGreaterThanOrEqual(p50)
})

test("frames are read whole, wherever the bytes are cut", () => {
  const texts = ["", "short", "x".repeat(126), "y".repeat(70_000)]
  const bytes = Buffer.concat(texts.map(serverFrame))
  for (const cut of [1, 2, 3, 9, 130, 137, 400, bytes.length]) {
    const heard: string[] = []
    const hear = ({ opcode, bytes, from, to }: Frame) => {
      expect(opcode).toBe(TEXT)
      heard.push(bytes.toString("utf8", from, to))
    }
    const read = readFrames(bytes, cut, hear)
    readFrames(bytes.subarray(read), bytes.length - read, hear)
    expect(heard).toEqual(texts)
  }
})

function serverFrame(text: string): Buffer {
  const payload = Buffer.from(text)
  const head = Buffer.alloc(10)
  head[0] = 0x80 | TEXT
  if (payload.length < 126) {
    head[1] = payload.length
    return Buffer.concat([head.subarray(0, 2), payload])
  }
  if (payload.length <= 0xffff) {
    head[1] = 126
    head.writeUInt16BE(payload.length, 2)
    return Buffer.concat([head.subarray(0, 4), payload])
  }
  head[1] = 127
  head.writeBigUInt64BE(BigInt(payload.length), 2)
  return Buffer.concat([head, payload])
}
