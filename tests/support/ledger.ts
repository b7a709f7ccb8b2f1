/**
 * What writers know of every message they sent, to be held against what a fresh reader finds. Its audit is what makes
 * "nothing lost, nothing twice" a fact: it believes neither the writers nor the server.
 */
import { Refusal, type Said, type Visitor } from "./visitors.ts"

export type Entry = {
  roomId: number
  username: string
  content: string
  clientId: string
  /** Unknown: the connection was lost before the answer came. */
  fate: "acknowledged" | "refused" | "unknown"
  seq?: number
  /** What it was refused with. */
  word?: Refusal["word"]
}

type Sending = Pick<Entry, "roomId" | "username" | "content" | "clientId">

export function createLedger() {
  const entries = new Map<string, Entry>()
  const waits: number[] = []
  let onAcknowledged = () => {}

  return {
    entries,

    /** Sends, and notes how it went. The same message may be sent again as long as its fate is not known. */
    async send(visitor: Visitor, sending: Sending): Promise<Entry> {
      const entry: Entry = { ...sending, fate: "unknown" }
      entries.set(sending.clientId, entry)
      const asked = performance.now()
      try {
        entry.seq = (await visitor.send(sending)).seq
        entry.fate = "acknowledged"
        waits.push(performance.now() - asked)
        onAcknowledged()
      } catch (error) {
        if (!isAnswer(error)) return entry
        entry.fate = "refused"
        entry.word = error.word
      }
      return entry
    },

    /** Resolves with the `count`th acknowledgement from now on. */
    async acknowledged(count: number): Promise<void> {
      let missing = count
      await new Promise<void>((resolve) => {
        onAcknowledged = () => {
          if (--missing <= 0) resolve()
        }
      })
    },

    withFate: (fate: Entry["fate"]) => [...entries.values()].filter((one) => one.fate === fate),

    /** Of the acknowledged messages, how long this share of them took at most, in ms. */
    wait: (share: number) => waits.toSorted((a, b) => a - b)[Math.floor(waits.length * share)] ?? 0,

    /** Everything wrong with a room as it was found, oldest first: all lists are empty when the promises were kept. */
    audit(roomId: number, found: Said[]) {
      const sent = entries.values().filter((entry) => entry.roomId === roomId)
      const copies = Map.groupBy(found, ({ clientId }) => clientId)
      const first = (clientId: string) => copies.get(clientId)?.[0]
      const isAltered = ({ clientId, username, content, seq }: Entry) => {
        const one = first(clientId)
        if (!one) return false
        return one.username !== username || one.content !== content || (seq ?? one.seq) !== one.seq
      }
      return {
        lost: [...sent].filter(({ fate, clientId }) => fate === "acknowledged" && !first(clientId)),
        doubled: [...copies.values()].filter((same) => same.length > 1),
        altered: [...entries.values()].filter((one) => one.roomId === roomId && isAltered(one)),
        phantom: found.filter(({ clientId }) => isPhantom(entries.get(clientId ?? ""))),
        disordered: found.filter(({ seq }, at) => seq !== at + 1),
      }
    },
  }
}

export type Ledger = ReturnType<typeof createLedger>

export const nothingWrong = { lost: [], doubled: [], altered: [], phantom: [], disordered: [] }

/** A status, a code or an error frame is an answer; a connection that broke is none. */
const isAnswer = (error: unknown): error is Refusal =>
  error instanceof Refusal &&
  (typeof error.word === "string" || (error.word >= 400 && error.word < 600))

const isPhantom = (entry: Entry | undefined) => entry === undefined || entry.fate === "refused"

/** The whole room as somebody finds it who has never been here. */
export async function wholeRoom(reader: Visitor, roomId: number): Promise<Said[]> {
  const pages: Said[][] = []
  let before: number | undefined
  while (true) {
    const page = await reader.history({ roomId, limit: 200, ...(before && { before }) })
    pages.unshift(page)
    if (page.length < 200) return pages.flat()
    before = page[0]?.id
  }
}
