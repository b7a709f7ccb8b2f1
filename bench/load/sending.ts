/** The senders' side of a plan: who says something next, and when it is over. */
import type { Pace, Plan } from "./plan.ts"

/** Says so many messages at once, as one of the senders. */
type Say = (sender: number, messages: number) => void

type Sending = {
  begin(): void
  /** One of this sender's messages is done. */
  done(sender: number): void
  /** True when nothing is on its way and no more will be said. */
  isOver(): boolean
  stop(): void
}

export function createSending({ pace, seconds }: Plan, senders: number, say: Say): Sending {
  const until = performance.now() + seconds * 1000
  const mayGoOn = () => performance.now() < until
  let undone = 0
  const count: Say = (sender, messages) => {
    undone += messages
    say(sender, messages)
  }
  const { begin, next, stop } = paces(pace, { senders, say: count, undone: () => undone, mayGoOn })
  return {
    begin,
    done(sender) {
      undone--
      if (mayGoOn()) next(sender)
    },
    isOver: () => undone === 0 && !mayGoOn(),
    stop,
  }
}

type Means = { senders: number; say: Say; undone: () => number; mayGoOn: () => boolean }
type Paced = { begin(): void; next(sender: number): void; stop(): void }

const nothing = () => undefined

function paces(pace: Pace, means: Means): Paced {
  switch (pace.kind) {
    case "closed":
      return closed(pace.outstanding, means)
    case "bursts":
      return bursts(pace.messages, means)
    case "steady":
      return steady(pace.perSecond, means)
    default:
      return pace satisfies never
  }
}

function closed(outstanding: number, { senders, say }: Means): Paced {
  const begin = () => {
    for (let sender = 0; sender < senders; sender++) say(sender, outstanding)
  }
  return { begin, next: (sender) => say(sender, 1), stop: nothing }
}

function bursts(messages: number, { say, undone }: Means): Paced {
  const burst = () => say(0, messages)
  return { begin: burst, next: () => undone() === 0 && burst(), stop: nothing }
}

/** By the clock, so that a late timer is made up for and the rate holds. */
function steady(perSecond: number, { senders, say, mayGoOn }: Means): Paced {
  let timer: NodeJS.Timeout | undefined
  let said = 0
  const begin = () => {
    const began = performance.now()
    timer = setInterval(() => {
      if (!mayGoOn()) return clearInterval(timer)
      const due = ((performance.now() - began) / 1000) * perSecond
      for (; said < due; said++) say(said % senders, 1)
    }, 1)
  }
  return { begin, next: nothing, stop: () => clearInterval(timer) }
}
