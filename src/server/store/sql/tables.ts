import type { Generated } from "kysely"

/** The room log as SQL knows it; migrations/ creates it. */
export type Tables = {
  rooms: {
    id: Generated<number>
    name: string
    name_key: string
    created_at: string
    last_seq: Generated<number>
  }
  messages: {
    id: Generated<number>
    room_id: number
    seq: number
    username: string
    username_key: string
    content: string
    created_at: string
    client_id: string | null
  }
  room_events: { room_id: number; seq: number; kind: "message"; message_id: number; at: string }
  meta: { key: string; value: string }
}
