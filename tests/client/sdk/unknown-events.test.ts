import { expect, test } from "vitest"
import { createChatClient } from "../../../src/client/sdk/index.ts"

const unknown = { type: "made-up", seq: 3, added: { later: true } }

/** Answers each subscription with an event that this version does not know. */
class NewerServer extends EventTarget {
  static readonly OPEN = 1
  static readonly CLOSING = 2
  static readonly CLOSED = 3
  readonly OPEN = NewerServer.OPEN
  readonly CONNECTING = 0
  binaryType = "blob"
  readyState = 0

  constructor(_url: string) {
    super()
    setTimeout(() => {
      this.readyState = NewerServer.OPEN
      this.dispatchEvent(new Event("open"))
    })
  }

  send(text: string) {
    if (text === "PING") return
    for (const { id, method } of [JSON.parse(text)].flat()) {
      if (method !== "subscription") continue
      this.#receive({ id, result: { type: "started" } })
      this.#receive({ id, result: { type: "data", data: unknown } })
    }
  }

  close() {
    this.readyState = NewerServer.CLOSED
    this.dispatchEvent(new CloseEvent("close"))
  }

  #receive(answer: object) {
    this.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(answer) }))
  }
}

test("a client hands on an event of a kind it does not know as it is", async () => {
  const client = createChatClient({ url: "http://localhost", WebSocket: NewerServer })
  const received = await new Promise((resolve, reject) => {
    client.onRoomsChanged.subscribe(undefined, { onData: resolve, onError: reject })
  })
  expect(received).toEqual(unknown)
  await client.close()
})
