/** One room of the real core over a store that takes its time, and what can happen in it. */
import { setImmediate as quiet } from "node:timers/promises"
import type { Scheduler } from "fast-check"
import { vi } from "vitest"
import { type Chat, createChat } from "../../../src/server/chat/chat.ts"
import { type Person, visitor } from "../../../src/server/identity/person.ts"
import { ChatError, type ChatErrorCode } from "../../../src/shared/errors.ts"
import { newCaller } from "../../support/caller.ts"
import { createMemoryWire } from "../../support/memory-bus.ts"
import { createDevice, type Device } from "./device.ts"
import { createFeeds } from "./feeds.ts"
import { createLedger } from "./ledger.ts"
import { DEVICES, type Steps } from "./steps.ts"
import { createSlowStore } from "./store.ts"

/** Longer than whatever the core or the app waits for. */
const A_WHILE_MS = 10_000

export async function openRoom(scheduler: Scheduler, isCluster: boolean) {
  const { store, log, fail } = createSlowStore(scheduler)
  const wire = createMemoryWire(
    (arrive) => void scheduler.schedule(Promise.resolve(), "bus").then(arrive),
  )
  const complaints = { warn: () => undefined }
  const newChat = () =>
    createChat({
      store,
      rateLimit: false,
      nodes: isCluster ? { bus: wire.bus(), log: complaints } : null,
    })
  const chats = isCluster ? [newChat(), newChat()] : [newChat()]
  let asked = 0
  /** Whoever asks is served by one node after the other. */
  const chat = () => chats[asked++ % chats.length] as Chat
  const by = (person: Person) => ({ ...newCaller(), person })
  const ledger = createLedger((person, message) => chat().messages.send(by(person), message), log)
  const follow: Chat["follow"] = (...following) => chat().follow(...following)
  const feeds = createFeeds({ follow, isCluster }, log, ledger.acknowledged)
  const broken: unknown[] = []
  let deleted = false

  const creating = store.createRoom({ name: "lobby", key: "lobby" })
  await scheduler.waitIdle()
  const { id: roomId } = await creating

  /** Notes what must not go wrong. */
  const watch = (work: Promise<unknown>) =>
    void work.catch((error) => {
      broken.push(error)
    })
  const unless = (work: Promise<unknown>, ...codes: ChatErrorCode[]) =>
    watch(
      work.catch((error) => {
        if (!(error instanceof ChatError && codes.includes(error.code))) throw error
      }),
    )

  const world = { scheduler, roomId, watch, epoch: store.epoch, follow: feeds.follow }
  const newDevice = (name: string | null) =>
    createDevice(name === null ? null : visitor(name), {
      ...world,
      history: (page) => chat().messages.history(newCaller(), page),
      send: ledger.send,
    })
  const devices = DEVICES.map(newDevice)
  const at = (device: number) => devices[device] as Device

  function say(by: string, content: string, clientId: string | null) {
    const sent = ledger.send(visitor(by), { roomId, content, clientId })
    unless(sent, "ROOM_NOT_FOUND", "CLIENT_ID_CONFLICT", "STORE_UNAVAILABLE", "SHUTTING_DOWN")
    return sent
  }

  function type(by: string, isTyping: boolean) {
    const set = chat().setTyping(newCaller(by), { roomId, isTyping })
    unless(set, "ROOM_NOT_FOUND", "STORE_UNAVAILABLE")
  }

  const steps: Steps = {
    enter: ({ device }) => at(device).enter(),
    leave: ({ device }) => at(device).leave(),
    drop: ({ device }) => at(device).drop(),
    reconnect: ({ device }) => at(device).reconnect(),
    pause: ({ device }) => at(device).pause(),
    goOn: ({ device }) => at(device).goOn(),
    scrollUp: ({ device }) => watch(at(device).conversation.loadOlder()),
    write: ({ device, content, clientId }) =>
      watch(at(device).conversation.send(content, clientId)),
    say({ by, content, clientId, times }) {
      for (let n = 0; n < times; n++) void say(by, content, clientId)
    },
    type: ({ by, isTyping }) => type(by, isTyping),
    storm({ device, meanwhile, what }) {
      at(device)[meanwhile]()
      const said = Array.from({ length: what.messages }, (_, n) => say("Dee", `${n}`, null))
      void Promise.allSettled(said).then(() => {
        for (let n = 0; n < what.signs; n++) type("Dee", n % 2 === 0)
      })
    },
    wait: ({ ms }) => void vi.advanceTimersByTime(ms),
    failToWrite: () => fail("writing"),
    failToRead: () => fail("reading"),
    delete() {
      const deleting = chat()
        .rooms.delete(newCaller(), { roomId })
        .then(() => {
          deleted = true
        })
      unless(deleting, "ROOM_NOT_FOUND", "STORE_UNAVAILABLE")
    },
    loseNews: () => wire.lose(),
    cutBus: wire.goAway,
    mendBus,
  }

  function mendBus() {
    wire.calm()
    wire.comeBack()
  }

  function close() {
    for (const chat of chats) chat.close()
  }

  /** Until nothing happens any more. */
  async function settle() {
    for (let passed = 0; passed < A_WHILE_MS; passed += 1_000) {
      await scheduler.waitIdle()
      vi.advanceTimersByTime(1_000)
    }
    await scheduler.waitIdle()
  }

  return {
    steps,
    log,
    devices,
    isDeleted: () => deleted,
    close,
    ...ledger,
    ...feeds,
    broken,
    watch,
    newDevice,
    settle,
    idle: () => scheduler.waitIdle(),

    /** Takes no more messages; those it took are answered before it says that it is done. */
    drain: () =>
      watch(
        Promise.all(chats.map((chat) => chat.drain()))
          .then(quiet)
          .then(ledger.expectAnswered),
      ),

    async settleWithEverybodyThere() {
      mendBus()
      for (const device of devices) {
        device.enter()
        device.reconnect()
        device.goOn()
      }
      await settle()
    },
  }
}

export type Room = Awaited<ReturnType<typeof openRoom>>
