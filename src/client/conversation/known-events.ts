import type { RoomEvent } from "../sdk/index.ts"

const known: Record<RoomEvent["type"], true> = {
  message: true,
  typing: true,
  join: true,
  leave: true,
  users_list: true,
  room_deleted: true,
  gap: true,
}

/** False for an event of a newer server, whose type may be that of one of the app's own actions. */
export const isKnownEvent = ({ type }: { type: string }): boolean => Object.hasOwn(known, type)
