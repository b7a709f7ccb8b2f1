import { CHAT_WORDING, type Pace, type Plan } from "../load/plan.ts"

/** A plan of ordinary chat messages, each done when everybody in its room has it. */
export const delivering = (seconds: number, pace: Pace): Plan => ({
  seconds,
  wording: CHAT_WORDING,
  until: "delivered",
  pace,
})
