/** What a reader would notice: how soon a letter shows, how even scrolling is, what a busy room costs. */
import { logIn, type OpenRoom } from "./room.ts"

type Opened = Pick<OpenRoom, "page">

const LETTERS = 200
/** Twenty a second: quicker than anybody, and no flood, in which a letter would wait for the one before. */
const LETTER_MS = 50
const SCROLLED_FRAMES = 300

/** Milliseconds from each key to the end of the frame that shows its letter. */
export async function typeIn({ page }: Opened): Promise<number[]> {
  const field = page.getByRole("textbox", { name: "Message" })
  await field.focus()
  await field.evaluate((element) => {
    const waits: number[] = []
    Object.assign(window, { waits })
    const { port1, port2 } = new MessageChannel()
    const began: number[] = []
    // A message sent from a frame comes after its painting.
    port1.onmessage = () => waits.push(performance.now() - (began.shift() ?? 0))
    element.addEventListener("keydown", (event) => {
      began.push(event.timeStamp)
      requestAnimationFrame(() => port2.postMessage(null))
    })
  })
  const began = performance.now()
  for (let letter = 0; letter < LETTERS; letter++) {
    await page.waitForTimeout(Math.max(0, began + letter * LETTER_MS - performance.now()))
    await page.keyboard.press(letter % 6 === 5 ? "Space" : "KeyE")
  }
  const waits: unknown = await page.evaluate("waits")
  await field.fill("")
  return Array.isArray(waits) ? waits.map(Number) : []
}

/** Milliseconds of each frame while the reader flies over the messages, up and down, at several speeds. */
export const scrollThrough = ({ page }: Opened): Promise<number[]> =>
  logIn(page).evaluate(async (log, count) => {
    const frames: number[] = []
    let last = await new Promise(requestAnimationFrame)
    for (let frame = 0; frame < count; frame++) {
      const direction = frame % 100 < 70 ? -1 : 1
      log.scrollTop += direction * (frame % 50 < 25 ? 120 : 1_200)
      const now = await new Promise<number>(requestAnimationFrame)
      frames.push(now - last)
      last = now
    }
    return frames
  }, SCROLLED_FRAMES)

/** So many messages a second for so long: the share of time the page's main thread was at work, and what it keeps. */
export async function listenTo(room: OpenRoom, { perSecond, seconds }: Busy) {
  await goToEnd(room)
  const devtools = await room.page.context().newCDPSession(room.page)
  await devtools.send("Performance.enable")
  const before = await metrics(devtools)
  const began = performance.now()
  const said: Promise<void>[] = []
  for (let message = 0; message < perSecond * seconds; message++) {
    const due = began + (message * 1_000) / perSecond
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())))
    said.push(room.say(`message ${message} in a busy room`))
  }
  await Promise.all(said)
  const after = await metrics(devtools)
  const busy = (after.TaskDuration - before.TaskDuration) / (after.Timestamp - before.Timestamp)
  const heap = await settledHeap(devtools)
  await room.page.waitForTimeout(QUIET_MS)
  const later = await settledHeap(devtools)
  return { busy, heap, growth: later - heap }
}

/** Where everything that comes is drawn: whoever reads further up is only told how much there is. */
async function goToEnd({ page }: Opened) {
  const distance = () =>
    logIn(page).evaluate((log) => log.scrollHeight - log.scrollTop - log.clientHeight)
  do await logIn(page).press("End")
  while ((await distance()) > 1)
}

export type Busy = { perSecond: number; seconds: number }

const QUIET_MS = 10_000

type Context = ReturnType<OpenRoom["page"]["context"]>
type DevTools = Awaited<ReturnType<Context["newCDPSession"]>>

async function metrics(devtools: DevTools) {
  const { metrics } = await devtools.send("Performance.getMetrics")
  const named = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? 0
  return {
    TaskDuration: named("TaskDuration"),
    Timestamp: named("Timestamp"),
    JSHeapUsedSize: named("JSHeapUsedSize"),
  }
}

async function settledHeap(devtools: DevTools) {
  for (let time = 0; time < 3; time++) await devtools.send("HeapProfiler.collectGarbage")
  return (await metrics(devtools)).JSHeapUsedSize
}
