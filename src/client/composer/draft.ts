import { recall, remember } from "../ui/memory.ts"

const keyOf = (roomId: number) => `confab.draft.${roomId}`

/** What was written in a room and not sent. */
export const draftIn = (roomId: number) => recall(keyOf(roomId)) ?? ""

export const keepDraft = (roomId: number, text: string) => remember(keyOf(roomId), text)
