/** What a peer's clients say and hear. Every peer tells the same event in its own envelope. */
export type Seat = {
  roomId: number
  /** Null reads along without a name. */
  username: string | null
  /** False only asks and is answered. */
  subscribed: boolean
}

export type Draft = { roomId: number; content: string; clientId: string }

/** `said` is the answer to one's own message, where the peer answers apart from telling the room. */
export type Heard =
  | { kind: "message" | "said"; content: string }
  | { kind: "refused"; why: string }
  | { kind: "other" }

export type Dialect = {
  /** False: a sender's own message, come back, is the acknowledgement. */
  answers: boolean
  path(seat: Seat): string
  greet(seat: Seat): string[]
  /** What has to be said to a frame that is no message: for entering, for staying. */
  reply(text: string, seat: Seat): string | null
  /** True for the frame after which every message of the room is heard; asked first with "" when the socket opens. */
  isLive(text: string, seat: Seat): boolean
  /** Some messages at once, as one flush of the peer's own client. */
  say(drafts: Draft[]): string[]
  hear(text: string): Heard
}

/** The event as the peers without a protocol of their own tell it, in Confab's raw words. */
export const messageText = (message: object) => JSON.stringify({ type: "message", ...message })
