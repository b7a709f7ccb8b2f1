/** What one message of a chat weighs on its way, written by the code that writes it. */

import { createDialects, suffixOf } from "../../src/server/api/trpc/feed.ts"
import { textFrames } from "../../src/server/api/web-socket-frames.ts"
import { Announcement } from "../../src/server/hub/announcement.ts"
import type { RoomEvent } from "../../src/shared/events.ts"
import { CHAT_WORDING } from "../load/plan.ts"

/** Ethernet, IPv4 and TCP with time stamps, once for a write that fits one packet. */
export const PACKET_BYTES = 66

const EPOCH = "0123456789ab"
const message = {
  type: "message" as const,
  id: 123_456_789,
  roomId: 54_321,
  seq: 123_456,
  username: "somebody",
  content: "x".repeat(CHAT_WORDING.chars),
  timestamp: "2026-11-22T12:00:00.000Z",
  clientId: "0123456789abcdef01234567",
}

type Told = ConstructorParameters<typeof Announcement<RoomEvent>>[0]

/** One event as a listener gets it, through tRPC: a message, unless told otherwise. */
export function frameBytes(event: Told = message): number {
  const body = new Announcement(event, message.seq).bodyIn(createDialects(EPOCH).room)
  return textFrames([body], Buffer.from(`${suffixOf({ id: 7 })}}`)).length
}

/** Somebody has come; that they go is one letter longer. */
export const joinBytes = (): number => frameBytes({ type: "join", username: message.username })

/** One message as nodes tell each other. */
export const newsText = (): string =>
  JSON.stringify({ from: "01234567-89ab-4cde-8f01-23456789abcd", news: message })
