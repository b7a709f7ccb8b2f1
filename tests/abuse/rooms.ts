/** Rooms made through the doors that make rooms, and gone again at once, so that no name stays taken. */
import { rest, trpcOverHttp, trpcOverWebSocket } from "./doors.ts"
import type { Ground } from "./ground.ts"
import type { Answer, Word } from "./row.ts"
import { tellTrpc } from "./sockets.ts"

type RoomDoor = {
  name: string
  create: (ground: Ground, input: string) => Promise<Answer>
  /** The door's word for a name that is not allowed. */
  refused: Word
}

export const roomDoors: RoomDoor[] = [
  { name: rest.name, create: rest.hand, refused: 422 },
  { name: trpcOverHttp.name, create: trpcOverHttp.hand, refused: "BAD_REQUEST" },
  {
    name: trpcOverWebSocket.name,
    create: (ground, input) =>
      tellTrpc(ground, {
        said: `{"id":1,"method":"mutation","params":{"path":"rooms.create","input":${input}}}`,
      }),
    refused: "BAD_REQUEST",
  },
]

/** The word is `kept` when the room got the name as it was, `changed` when not. */
export const briefly =
  ({ create }: RoomDoor) =>
  async (ground: Ground, name: string): Promise<Answer> => {
    const answer = await create(ground, JSON.stringify({ name }))
    const [first = ""] = answer.text.split("\n")
    const said = JSON.parse(first.startsWith("{") ? first : "{}")
    const room = said.result?.data ?? said
    if (typeof room.id !== "number" || said.error) return answer
    await ground.rest.delete(`/api/chat/rooms/${room.id}`)
    return { word: room.name === name.trim() ? "kept" : "changed", text: answer.text }
  }
