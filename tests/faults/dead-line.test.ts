/** The typed client on a line that lies: packets stop, and no side is told. */
import { expect, test } from "vitest"
import { createChatClient } from "../../src/client/sdk/index.ts"
import { isLong } from "../support/amount.ts"
import { startTestApp } from "../support/app.ts"
import { linkAddresses, startLink } from "../support/link.ts"
import { canPart, inTheirOwnNetwork } from "../support/own-network.ts"

const NOTICED_MS_MAX = 10_000
const BACK_MS_MAX = 5_000
const TIMEOUT_MS = 60_000

test("a line that goes dead is noticed within ten seconds, and nothing is missed or doubled", {
  timeout: TIMEOUT_MS,
}, async () => {
  await using app = await startTestApp({ host: linkAddresses.length > 0 ? "0.0.0.0" : "127.0.0.1" })
  await using line = await startLink(app.url)
  const roomId = await app.room()
  const bo = app.client("Bo")
  const ann = createChatClient({ url: line.url, username: "Ann" })
  const status = () => ann.connection.state().status
  const heard: string[] = []
  const onData = ({ data }: { data: { type: string; content?: string } }) =>
    data.type === "message" && heard.push(data.content ?? "")
  await new Promise<void>((onStarted) => {
    ann.onRoomEvent.subscribe({ roomId }, { onData, onStarted: () => onStarted() })
  })
  const say = (content: string) => bo.messages.send.mutate({ roomId, content, clientId: content })
  await say("before")
  await expect.poll(() => heard).toEqual(["before"])

  const thaw = line.freeze()
  await say("meanwhile")
  const sending = ann.messages.send.mutate({ roomId, content: "on its way", clientId: "a1" })
  await expect.poll(status, { timeout: NOTICED_MS_MAX, interval: 20 }).not.toBe("open")
  thaw()
  await expect.poll(status, { timeout: BACK_MS_MAX, interval: 20 }).toBe("open")
  expect((await sending).content).toBe("on its way")
  await say("after")
  await expect.poll(() => heard).toContain("after")
  expect(heard.toSorted()).toEqual(["after", "before", "meanwhile", "on its way"])
  await ann.close()
})

test.runIf(isLong && canPart)(
  "the same by the kernel (in the long form only; needs root on Linux, and iproute2)",
  { timeout: 2 * TIMEOUT_MS },
  async () => {
    const said = await inTheirOwnNetwork({
      file: "tests/faults/dead-line.test.ts",
      pattern: "is noticed within",
      timeoutMs: 2 * TIMEOUT_MS,
    })
    expect(said).toMatch(/Tests .*1 passed/)
  },
)
