/**
 * What this person wrote and the server has not stored yet. It is shown and kept at once, in memory and on the shelf, and
 * leaves in the order of writing, whatever room is on the screen. One tab sends at a time; the others hear of it. A
 * message keeps its client id, so that sending it again, by whatever accident, is sending it once.
 */
import { onCleanup } from "solid-js"
import { nameKey } from "../../shared/text.ts"
import type { Api } from "../api.ts"
import { problemOf } from "../problem.ts"
import type { LiveEvent } from "../room/state.ts"
import type { Message } from "../sdk/index.ts"
import type { Letter, OutboxShelf } from "../storage/outbox.ts"
import { createLetters } from "./outbox-items.ts"
import { verdictOn } from "./send-outcome.ts"
import { createSender, type Step } from "./sender.ts"
import type { Tabs } from "./tab-lock.ts"

type LetterEvent = Extract<
  LiveEvent,
  { type: "sending" | "acknowledged" | "refused" | "discarded" }
>
type News = { letter: Letter; event: LetterEvent }
type Hear = (event: LiveEvent) => void
type Here = { shelf: OutboxShelf; tabs: Tabs }

export function createOutbox({ client, username }: Api, { shelf, tabs }: Here) {
  const letters = createLetters(shelf)
  const rooms = new Map<number, Hear>()
  /** May have reached the server, even if it did not say so. */
  const tried = new Set<string>()
  const isOpen = () => client.connection.state().status === "open"
  const sender = createSender({ isOpen, takeTurn: tabs.takeTurn, look, sendNext })
  const tellTabs = tabs.join<News>(hear)

  onCleanup(client.connection.subscribe(sender.connectionChanged))
  // What earlier visits left is shown even without a connection.
  void look().then(sender.wake)

  /** What other tabs and earlier visits left may have been tried by them. */
  async function look() {
    for (const letter of await letters.look()) {
      tried.add(letter.clientId)
      for (const event of asNews(letter)) tellRoom(letter, event)
    }
  }

  async function sendNext(signal: AbortSignal): Promise<Step> {
    const letter = letters.next()
    if (!letter) return "none"
    const { roomId, clientId, content } = letter
    tried.add(clientId)
    try {
      const message = await client.messages.send.mutate({ roomId, clientId, content }, { signal })
      settle(letter, { type: "acknowledged", ...message })
      return "gone"
    } catch (error) {
      const verdict = verdictOn(error)
      if (verdict !== "refused") return verdict
      void change({ ...letter, state: "refused", why: problemOf(error) })
      return "gone"
    }
  }

  /** Everybody is told before anything is kept: showing it does not wait. */
  function change(letter: Letter) {
    tell({ letter, event: asEvent(letter) })
    return letters.keep(letter)
  }

  function settle(letter: Letter, event: LetterEvent) {
    tell({ letter, event })
    letters.settle(letter.clientId)
  }

  function tell(news: News) {
    tellRoom(news.letter, news.event)
    tellTabs(news)
  }

  const tellRoom = ({ roomId }: Letter, event: LetterEvent) => rooms.get(roomId)?.(event)

  function hear({ letter, event }: News) {
    if (event.type === "acknowledged" || event.type === "discarded") letters.settle(letter.clientId)
    else letters.hear(letter)
    tried.add(letter.clientId)
    tellRoom(letter, event)
    if (event.type === "sending") sender.watch()
  }

  return {
    /** Tells what becomes of a room's letters, beginning with those that are waiting. */
    follow(roomId: number, tellIt: Hear) {
      rooms.set(roomId, tellIt)
      for (const event of letters.in(roomId).flatMap(asNews)) tellIt(event)
    },

    /** Resolves once it is safe, which sending does not wait for. The same `clientId` again is another try. */
    write({ roomId, content, clientId = newClientId() }: Writing): Promise<void> {
      const kept = change({
        ...{ roomId, clientId, content, username },
        timestamp: new Date().toISOString(),
        at: letters.now(),
        state: "waiting",
        why: null,
      })
      sender.wake()
      return kept
    },

    /** It was heard from the server, whatever became of the answer. */
    heard({ clientId, username: sender }: Message) {
      if (clientId === null || !letters.find(clientId)) return
      if (nameKey(sender) === nameKey(username)) letters.settle(clientId)
    },

    discard(clientId: string) {
      const letter = letters.find(clientId)
      if (letter) settle(letter, { type: "discarded", clientId })
    },

    /** Takes back the last one that certainly was not sent: its text, or null when there is none. */
    takeBack(roomId: number): string | null {
      const letter = letters
        .in(roomId)
        .findLast(
          ({ clientId, state }) => state === "refused" || !(isOpen() || tried.has(clientId)),
        )
      if (!letter) return null
      settle(letter, { type: "discarded", clientId: letter.clientId })
      return letter.content
    },
  }
}

export type Outbox = ReturnType<typeof createOutbox>

type Writing = { roomId: number; content: string; clientId?: string | undefined }

/** As the room's reducer knows it. */
function asEvent({ clientId, content, username, timestamp, ...letter }: Letter): LetterEvent {
  return letter.state === "refused"
    ? { type: "refused", clientId, why: letter.why }
    : { type: "sending", clientId, content, username, timestamp }
}

/** To a reducer that does not know it yet. */
const asNews = (letter: Letter): LetterEvent[] =>
  letter.state === "refused"
    ? [asEvent({ ...letter, state: "waiting" }), asEvent(letter)]
    : [asEvent(letter)]

/** Not `randomUUID`, which browsers keep from pages that come over plain HTTP. */
function newClientId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")
}
