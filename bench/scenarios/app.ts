import { listenTo, scrollThrough, typeIn } from "../app/measuring.ts"
import { openNothing, openRoom } from "../app/room.ts"
import { atMost, figure, megabytes } from "../measure/report.ts"
import { percentile } from "../measure/stats.ts"
import { type Scenario, tell } from "./scenario.ts"

const MESSAGES = 100_000
const BUSY = { perSecond: 100, seconds: 30 }
const SLOW_FRAME_MS = 50

export const app: Scenario = {
  name: "app",
  about: "app",
  title: "The app: 100,000 messages loaded",
  how:
    "The production build in headless Chromium, without a GPU, beside its server on the same machine. All messages are " +
    "loaded by scrolling to the beginning of the room. Typing: twenty letters a second, from the key to the end of the frame " +
    "that shows it, with a screen that shows frames at once. Scrolling: every frame of flying up and down. Busy: the main " +
    "thread's share of 30 s with 100 messages a second at the end of the list; heap after collecting garbage, then, and 10 s " +
    "later. Nothing: the same on a page with a text area and a tall, empty list, as what this machine and its browser take " +
    "without any app.",

  async run() {
    const nothing = await measureNothing()
    const quick = await openRoom(MESSAGES, "free")
    const waits = await typeIn(quick)
    await quick.close()
    tell(
      `typing p50 ${figure(percentile(waits, 0.5))} ms, p95 ${figure(percentile(waits, 0.95))} ms`,
    )

    const paced = await openRoom(MESSAGES, "screen")
    const frames = await scrollThrough(paced)
    tell(`slowest frame ${figure(Math.max(...frames))} ms`)
    const busy = await listenTo(paced, BUSY)
    await paced.close()

    const slow = frames.filter((ms) => ms > SLOW_FRAME_MS).length
    const rows = [
      ["typing, key to paint, p50 ms", ...inBoth(nothing.waits, waits, 0.5)],
      ["typing, key to paint, p95 ms", ...inBoth(nothing.waits, waits, 0.95)],
      ["scrolling, frame p50 ms", ...inBoth(nothing.frames, frames, 0.5)],
      ["scrolling, frame p99 ms", ...inBoth(nothing.frames, frames, 0.99)],
      ["scrolling, slowest frame ms", ...inBoth(nothing.frames, frames, 1)],
      ["busy, main thread %", "", figure(busy.busy * 100)],
      ["busy, heap then MB", "", megabytes(busy.heap)],
      ["busy, heap + 10 s later MB", "", megabytes(busy.growth)],
    ]
    return {
      tables: [{ title: "In the room", columns: ["", "nothing", "the room"], rows }],
      goals: [
        {
          what: "app, typing p95, 100,000 messages",
          measured: percentile(waits, 0.95),
          ...atMost(16, "ms"),
        },
        { what: "app, scrolling: frames over 50 ms", measured: slow, ...atMost(0, "frames") },
        {
          what: "app, 100 messages/s: main thread busy",
          measured: busy.busy * 100,
          ...atMost(50, "%"),
        },
        {
          what: "app, heap growth in 10 s afterwards",
          measured: busy.growth / 1e6,
          ...atMost(1, "MB"),
        },
      ],
    }
  },
}

async function measureNothing() {
  const quick = await openNothing("free")
  const waits = await typeIn(quick)
  await quick.close()
  const paced = await openNothing("screen")
  const frames = await scrollThrough(paced)
  await paced.close()
  return { waits, frames }
}

const inBoth = (nothing: number[], room: number[], share: number) =>
  [nothing, room].map((measured) => figure(percentile(measured, share)))
