import type { Wording } from "./stamp.ts"

/** What is sent, and when. A message is done when the last member of its room has it, or when its sender is answered. */
export type Plan = {
  seconds: number
  wording: Wording
  until: "delivered" | "answered"
  /** Only so many of the senders send. */
  senders?: number
  pace: Pace
  /** Never sleeps meanwhile: waking a client on the same machine is work that the kernel charges to the server. */
  isAwake?: boolean
}

export type Pace =
  /** Every sender keeps so many undone: one more whenever one is done. */
  | { kind: "closed"; outstanding: number }
  /** One sender sends so many at once, and the next when all are done. */
  | { kind: "bursts"; messages: number }
  /** One message after the other whatever comes back, the senders in turn. */
  | { kind: "steady"; perSecond: number }

export type Outcome = {
  messages: number
  deliveries: number
  /** From the first message sent to the last one done. */
  seconds: number
  /** Milliseconds from sending to done. */
  p50: number
  p99: number
  worst: number
}

export const CHAT_WORDING: Wording = { chars: 100, wide: false }
