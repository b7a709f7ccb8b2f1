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

/** False for what a newer server tells and this app does not know, which may be called as one of the app's own steps. */
export const isKnownEvent = ({ type }: { type: string }): boolean => Object.hasOwn(known, type)
