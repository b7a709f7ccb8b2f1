import { createRoot, createSignal } from "solid-js"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import type { ConnectionState } from "../../../src/client/sdk/index.ts"
import { createConnectionStatus } from "../../../src/client/session/connection-status.ts"

let page: EventTarget
let network: { onLine: boolean }

beforeEach(() => {
  vi.useFakeTimers({ now: 0 })
  page = new EventTarget()
  network = { onLine: true }
  vi.stubGlobal("addEventListener", page.addEventListener.bind(page))
  vi.stubGlobal("removeEventListener", page.removeEventListener.bind(page))
  vi.stubGlobal("navigator", network)
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

function shown(first: ConnectionState) {
  const [connection, setConnection] = createSignal(first)
  return createRoot((dispose) => ({
    ...createConnectionStatus(connection),
    setConnection,
    dispose,
  }))
}

function goes(onLine: boolean) {
  network.onLine = onLine
  page.dispatchEvent(new Event(onLine ? "online" : "offline"))
}

test("the seconds until the next attempt are counted down, to one", () => {
  const { status, secondsLeft, dispose } = shown({ status: "waiting", retryAt: 2_500 })
  expect([status(), secondsLeft()]).toEqual(["waiting", 3])
  vi.advanceTimersByTime(1_000)
  expect(secondsLeft()).toBe(2)
  vi.advanceTimersByTime(5_000)
  expect(secondsLeft()).toBe(1)
  dispose()
})

test("nothing ticks while there is nothing to count, or when nobody looks any more", () => {
  const { setConnection, dispose } = shown({ status: "open" })
  expect(vi.getTimerCount()).toBe(0)
  setConnection({ status: "waiting", retryAt: 9_000 })
  expect(vi.getTimerCount()).toBe(1)
  dispose()
  expect(vi.getTimerCount()).toBe(0)
})

test("without a network it says offline, unless the server is reached all the same", () => {
  const { status, setConnection, dispose } = shown({ status: "connecting" })
  goes(false)
  expect(status()).toBe("offline")
  setConnection({ status: "open" })
  expect(status()).toBe("open")
  setConnection({ status: "waiting", retryAt: 1_000 })
  expect(status()).toBe("offline")
  goes(true)
  expect(status()).toBe("waiting")
  dispose()
})

test("room is made for a lost connection until it is back, not for the first moment", () => {
  const { isLost, setConnection, dispose } = shown({ status: "connecting" })
  const seen = [isLost()]
  for (const status of ["open", "connecting"] as const) {
    setConnection({ status })
    seen.push(isLost())
  }
  setConnection({ status: "waiting", retryAt: 1_000 })
  seen.push(isLost())
  for (const status of ["connecting", "open"] as const) {
    setConnection({ status })
    seen.push(isLost())
  }
  expect(seen).toEqual([false, false, false, true, true, false])
  dispose()
})
