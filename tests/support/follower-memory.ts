/** What somebody who follows a room remembers of its messages, however often they are cut off. */
import { REPLAY_EVENTS_MAX } from "../../src/shared/limits.ts"

export type Memory = {
  /** In the order they were heard; those behind a gap, which are for history to tell, count as heard with it. */
  seqs: number[]
  /** What each of those messages was: its sender's client id. */
  words: Map<number, string | null>
  /** For how long nothing was heard at most, in ms, between two messages. */
  silence(): number
}

export function createMemory() {
  const seqs: number[] = []
  const words: Memory["words"] = new Map()
  let heardAt: number | undefined
  let silence = 0

  return {
    kept: { seqs, words, silence: () => silence },
    last: () => seqs.at(-1) ?? 0,

    hear(seq: number, clientId: string | null) {
      const now = performance.now()
      silence = Math.max(silence, now - (heardAt ?? now))
      heardAt = now
      seqs.push(seq)
      words.set(seq, clientId)
    },

    /** Nobody may be told of a gap who is not far behind: whoever is keeps the hole. */
    skip(latestSeq: number) {
      const last = seqs.at(-1) ?? 0
      if (latestSeq - last <= REPLAY_EVENTS_MAX) return
      for (let seq = last + 1; seq <= latestSeq; seq++) seqs.push(seq)
    },
  }
}
