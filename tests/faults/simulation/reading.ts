/**
 * What the server has written to a device that pauses, as an outbox has it: above one bound it is told only what lasts,
 * and how things stand once it has read; above another it is cut.
 */
import type { RoomEvent } from "../../../src/shared/events.ts"
import { seatFor, type Told } from "../../support/seat.ts"

const QUICK_EVENTS_MAX = 100
/** Fewer than a replay has. */
export const UNREAD_EVENTS_MAX = 400

type Turns = {
  /** What is written, in the moment it is. */
  told(told: Told<RoomEvent>): void
  over(): void
  /** The same, when it is read. */
  read(told: Told<RoomEvent>): void
  ended(): void
  cut(): void
}

export function createReading({ told, over, read, ended, cut }: Turns) {
  const owed = new Map<object, () => void>()
  let unread: (() => void)[] = []
  let isPaused = false
  let isClosed = false
  /** What it was told in one piece, because it asked for it, may be more. */
  let largest = 0

  function take(pass: () => void) {
    if (isPaused) unread.push(pass)
    else pass()
  }

  const seat = seatFor<RoomEvent>({
    hear(one) {
      told(one)
      take(() => read(one))
    },
    ended() {
      over()
      take(ended)
    },
    pace: {
      get isQuick() {
        return !isClosed && unread.length <= QUICK_EVENTS_MAX
      },
      keepsUp() {
        if (!isClosed && unread.length > UNREAD_EVENTS_MAX + largest) cut()
        return !isClosed
      },
      onCaughtUp: (whom, settle) => void owed.set(whom, settle),
    },
  })
  const { writeAnswer } = seat.outbox
  seat.outbox.writeAnswer = (bytes) => {
    const before = unread.length
    writeAnswer(bytes)
    largest = Math.max(largest, unread.length - before)
  }

  return {
    seat,

    pause() {
      isPaused = true
    },

    goOn() {
      isPaused = false
      const passed = unread
      unread = []
      largest = 0
      for (const pass of passed) pass()
      const settled = [...owed.values()]
      owed.clear()
      for (const settle of settled) if (!isClosed) settle()
    },

    /** The line is gone, and with it what was not read. */
    close() {
      isClosed = true
      unread = []
    },
  }
}

export type Reading = ReturnType<typeof createReading>
