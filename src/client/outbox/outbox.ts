/**
 * What this person wrote and the server has not stored yet. It is shown and kept at once, in memory and in the browser's
 * database, and sent in the order of writing, whatever room is on the screen. One tab sends at a time, and the others
 * follow what it publishes. A message keeps its client id, so that sending it again is sending it once.
 */
import { onCleanup } from "solid-js"
import { nameKey } from "../../shared/text.ts"
import type { Api } from "../api.ts"
import { problemOf } from "../problem.ts"
import type { RoomAction } from "../room/state.ts"
import type { Message } from "../sdk/index.ts"
import type { OutboxItem, OutboxStore } from "../storage/outbox.ts"
import { createOutboxItems, type OutboxItems } from "./outbox-items.ts"
import { sendOutcome } from "./send-outcome.ts"
import { createSender, type Sender, type SendStep } from "./sender.ts"
import type { TabLock } from "./tab-lock.ts"

type OutboxAction = Extract<
  RoomAction,
  { type: "sending" | "acknowledged" | "refused" | "discarded" }
>
/** As it is sent to other tabs, which may be of another version: its fields keep their names. */
type TabMessage = { letter: OutboxItem; event: OutboxAction }
type Dispatch = (action: OutboxAction) => void
type OutboxOptions = { store: OutboxStore; tabLock: TabLock }
type NewItem = { roomId: number; content: string; clientId?: string | undefined }

export class Outbox {
  readonly #client: Api["client"]
  readonly #username: string
  readonly #items: OutboxItems
  readonly #sender: Sender
  readonly #postToTabs: (message: TabMessage) => void
  readonly #rooms = new Map<number, Dispatch>()
  /** May have reached the server, even without a response. */
  readonly #tried = new Set<string>()

  constructor({ client, username }: Api, { store, tabLock }: OutboxOptions) {
    this.#client = client
    this.#username = username
    this.#items = createOutboxItems(store)
    this.#sender = createSender({
      isOpen: () => this.#isOpen(),
      withLock: tabLock.run,
      refresh: () => this.#refresh(),
      sendNext: (signal) => this.#sendNext(signal),
    })
    this.#postToTabs = tabLock.openChannel<TabMessage>((message) => this.#receive(message))
    onCleanup(() => this.#sender.close())
    onCleanup(client.connection.subscribe(() => this.#sender.connectionChanged()))
    // What earlier visits left is shown even without a connection.
    void this.#refresh().then(() => this.#sender.wake())
  }

  /** Dispatches what becomes of a room's items, beginning with those that are waiting. */
  subscribe(roomId: number, dispatch: Dispatch) {
    this.#rooms.set(roomId, dispatch)
    for (const action of this.#items.inRoom(roomId).flatMap(actionsFor)) dispatch(action)
  }

  /** Resolves once it is stored, which sending does not wait for. The same `clientId` again is another try. */
  enqueue({ roomId, content, clientId = newClientId() }: NewItem): Promise<void> {
    const stored = this.#change({
      ...{ roomId, clientId, content, username: this.#username },
      timestamp: new Date().toISOString(),
      at: this.#items.now(),
      state: "waiting",
      why: null,
    })
    this.#sender.wake()
    return stored
  }

  /** Its event has come from the server, whatever became of the response. */
  confirm({ clientId, username }: Message) {
    if (clientId === null || !this.#items.get(clientId)) return
    if (nameKey(username) === nameKey(this.#username)) this.#items.settle(clientId)
  }

  discard(clientId: string) {
    const item = this.#items.get(clientId)
    if (item) this.#settle(item, { type: "discarded", clientId })
  }

  /** Takes back the last message that certainly was not sent: its text, or null when there is none. */
  takeBack(roomId: number): string | null {
    const item = this.#items
      .inRoom(roomId)
      .findLast(
        ({ clientId, state }) =>
          state === "refused" || !(this.#isOpen() || this.#tried.has(clientId)),
      )
    if (!item) return null
    this.#settle(item, { type: "discarded", clientId: item.clientId })
    return item.content
  }

  #isOpen() {
    return this.#client.connection.state().status === "open"
  }

  /** Other tabs and earlier visits may have tried to send what they left. */
  async #refresh() {
    for (const item of await this.#items.refresh()) {
      this.#tried.add(item.clientId)
      for (const action of actionsFor(item)) this.#dispatch(item, action)
    }
  }

  async #sendNext(signal: AbortSignal): Promise<SendStep> {
    const item = this.#items.next()
    if (!item) return "empty"
    const { roomId, clientId, content } = item
    this.#tried.add(clientId)
    try {
      const message = await this.#client.messages.send.mutate(
        { roomId, clientId, content },
        { signal },
      )
      this.#settle(item, { type: "acknowledged", ...message })
      return "settled"
    } catch (error) {
      const outcome = sendOutcome(error)
      if (outcome !== "refused") return outcome
      void this.#change({ ...item, state: "refused", why: problemOf(error) })
      return "settled"
    }
  }

  /** Published before it is stored: showing it does not wait. */
  #change(item: OutboxItem) {
    this.#publish(item, actionFor(item))
    return this.#items.put(item)
  }

  #settle(item: OutboxItem, action: OutboxAction) {
    this.#publish(item, action)
    this.#items.settle(item.clientId)
  }

  #publish(item: OutboxItem, action: OutboxAction) {
    this.#dispatch(item, action)
    this.#postToTabs({ letter: item, event: action })
  }

  #dispatch({ roomId }: OutboxItem, action: OutboxAction) {
    this.#rooms.get(roomId)?.(action)
  }

  #receive({ letter: item, event: action }: TabMessage) {
    if (action.type === "acknowledged" || action.type === "discarded")
      this.#items.settle(item.clientId)
    else this.#items.addFromTab(item)
    this.#tried.add(item.clientId)
    this.#dispatch(item, action)
    if (action.type === "sending") this.#sender.wakeAfterOtherTab()
  }
}

function actionFor({ clientId, content, username, timestamp, ...item }: OutboxItem): OutboxAction {
  return item.state === "refused"
    ? { type: "refused", clientId, why: item.why }
    : { type: "sending", clientId, content, username, timestamp }
}

const actionsFor = (item: OutboxItem): OutboxAction[] =>
  item.state === "refused"
    ? [actionFor({ ...item, state: "waiting" }), actionFor(item)]
    : [actionFor(item)]

/** Not `randomUUID`, which browsers keep from pages that come over plain HTTP. */
function newClientId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")
}
