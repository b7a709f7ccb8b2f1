/** Tabs of one browser that write to a server, and what they show. */
import { TRPCClientError } from "@trpc/client"
import { IDBFactory } from "fake-indexeddb"
import { createRoot } from "solid-js"
import { afterEach, beforeEach, vi } from "vitest"
import { Outbox } from "../../../src/client/outbox/outbox.ts"
import { createTabLock } from "../../../src/client/outbox/tab-lock.ts"
import { applyAction } from "../../../src/client/room/reducer.ts"
import { emptyRoom } from "../../../src/client/room/state.ts"
import { createStorage } from "../../../src/client/storage/storage.ts"
import type { NewMessage } from "../../../src/shared/schema.ts"
import "fake-indexeddb/auto"

const closing: (() => void)[] = []
let browsers = 0
beforeEach(() => {
  browsers++
  vi.stubGlobal("indexedDB", new IDBFactory())
})
afterEach(() => {
  for (const close of closing.splice(0)) close()
  vi.unstubAllGlobals()
})

/** Takes every message once, unless told to refuse. */
export function startServer() {
  const stored: string[] = []
  const asked: string[] = []
  const refusals: { chatCode: string; retryAfterMs?: number }[] = []
  return {
    stored,
    asked,
    refusals,
    take({ clientId, content, roomId }: NewMessage) {
      asked.push(content)
      const refusal = refusals.shift()
      if (refusal) throw refusedWith(refusal)
      if (!stored.includes(content)) stored.push(content)
      const seq = stored.indexOf(content) + 1
      return {
        ...{ id: seq, seq, roomId, clientId: clientId ?? null, content },
        ...{ username: "ann", timestamp: "2026-01-01T00:00:00Z" },
      }
    },
  }
}

const refusedWith = (data: object) =>
  TRPCClientError.from({ error: { code: -32_000, message: "refused", data } } as never)

/** A tab of ann's browser, with its own connection; `shows` is its room, as content and state. */
export function openTab(server: ReturnType<typeof startServer>, { open = true } = {}) {
  let isOpen = open
  let state = emptyRoom()
  const listeners = new Set<() => void>()
  const api = {
    username: "ann",
    client: {
      connection: {
        state: () => ({ status: isOpen ? "open" : "connecting" }),
        subscribe(listener: () => void) {
          listeners.add(listener)
          return () => listeners.delete(listener)
        },
      },
      messages: { send: { mutate: async (message: NewMessage) => server.take(message) } },
    },
  }
  const { outbox, close } = createRoot((dispose) => ({
    outbox: new Outbox(api as never, {
      store: createStorage("ann").outbox,
      tabLock: createTabLock(`browser ${browsers}`),
    }),
    close: dispose,
  }))
  closing.push(close)
  outbox.subscribe(1, (event) => {
    state = applyAction(state, event)
  })
  return {
    outbox,
    close,
    write: (content: string) => outbox.enqueue({ roomId: 1, content }),
    shows: () => state.entries.map(({ content, state }) => `${content}: ${state}`),
    clientIdOf: (content: string) =>
      state.entries.find((entry) => entry.content === content)?.clientId ?? "",
    connect(now = true) {
      isOpen = now
      for (const listener of listeners) listener()
    },
  }
}
