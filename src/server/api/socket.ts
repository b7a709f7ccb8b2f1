/** The raw socket door: `/ws/chat/{room_id}?username=U[&since=SEQ]`, JSON text frames, snake_case. */
import { isUtf8 } from "node:buffer"
import { setImmediate as nextTurn } from "node:timers/promises"
import type { Logger } from "pino"
import type { RawData } from "ws"
import { ChatError } from "../../shared/errors.ts"
import { type ClientFrame, type ServerFrame, toFrame, toWireMessage } from "../../shared/frames.ts"
import { FLOOD_REFUSALS_MAX } from "../../shared/limits.ts"
import type { Chat } from "../chat/chat.ts"
import type { RoomFeed } from "../chat/follow.ts"
import { type Person, personNamed } from "../chat/people.ts"
import { closeCodes } from "./close-codes.ts"
import { errorTable, isOurFault } from "./errors.ts"
import { readFrame } from "./frames.ts"
import { seqIn } from "./position.ts"
import type { SocketWire } from "./wire.ts"

export function createSocketDoor(chat: Chat, log: Logger) {
  /** Serves one socket until it closes. */
  return function open(wire: SocketWire, room: string, url: URL) {
    const { socket } = wire
    // What is no id is the id of no room.
    const roomId = seqIn(room)
    const gone = new AbortController()
    const inFlight = new Set<Promise<void>>()
    let refusals = 0
    let isFlooding = false

    // Nothing is heard before the room is followed: a sender must be there to hear its own message.
    const entered = enter()
    entered.catch(fail)
    socket.on("message", (data, isBinary) => {
      if (isFlooding) return
      if (!wire.admitsFrame()) return void closeFlooding()
      const heard = entered.then(
        (who) => hear(who, data, isBinary).catch(fail),
        () => undefined,
      )
      inFlight.add(heard)
      void heard.finally(() => inFlight.delete(heard))
    })
    socket.on("close", () => gone.abort())

    async function enter(): Promise<Person> {
      const who = personNamed(usernameIn(url))
      const since = url.searchParams.get("since")
      const after = since === null ? null : seqIn(since)
      const feed = await chat.follow({ roomId, who, after, connection: wire, signal: gone.signal })
      tell(feed).catch(fail)
      return who
    }

    async function tell(feed: RoomFeed) {
      for await (const { event } of feed) {
        // Who cannot keep up is gone from the room at once, however long its socket takes to close.
        if (!wire.keepsUp()) return
        say(toFrame(event))
      }
      socket.close(closeCodes.noRoom, "the room was deleted")
    }

    async function hear(who: Person, data: RawData, isBinary: boolean) {
      if (isBinary) return socket.close(closeCodes.notText, "text frames only")
      const frame = readFrame(String(data))
      if (frame.type === "error") return say(frame)
      await act(who, frame).catch((error) => refuse(error, frame))
    }

    async function act(who: Person, frame: ClientFrame) {
      if (frame.type === "typing") return chat.setTyping(who, { roomId, isTyping: frame.is_typing })
      const { content, client_id: clientId } = frame
      const { message, created } = await chat.messages.send(who, { roomId, content, clientId })
      refusals = 0
      if (!created) say({ type: "message", ...toWireMessage(message) })
    }

    function refuse(error: unknown, frame: ClientFrame) {
      if (!(error instanceof ChatError)) return fail(error)
      if (isOurFault(error)) log.error(error, "a frame was refused")
      if (error.code === "TOO_MANY_MESSAGES" && ++refusals > FLOOD_REFUSALS_MAX)
        return void closeFlooding()
      const about =
        frame.type === "message" && frame.client_id ? { client_id: frame.client_id } : {}
      say({ type: "error", code: error.code, detail: error.message, ...about })
    }

    /** What was accepted before is answered first. */
    async function closeFlooding() {
      if (isFlooding) return
      isFlooding = true
      await nextTurn()
      await Promise.all(inFlight)
      await nextTurn()
      socket.close(closeCodes.flooding, "slow down")
    }

    /** The end of a socket that could not begin, or of one that broke. */
    function fail(error: unknown) {
      if (isOurFault(error)) log.error(error, "a raw socket failed")
      if (error instanceof ChatError) socket.close(errorTable[error.code].close, error.message)
      else socket.close(closeCodes.broken, "internal error")
    }

    function say(frame: ServerFrame) {
      socket.send(JSON.stringify(frame))
    }
  }
}

/** Undefined without one. Bytes that are no text are not replaced: two such names would become one person. */
function usernameIn({ search, searchParams }: URL): string | undefined {
  const [, encoded = ""] = /[?&]username=([^&]*)/.exec(search) ?? []
  const bytes = encoded.replace(/%([0-9a-f]{2})/gi, (_, hex) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  if (!isUtf8(Buffer.from(bytes, "latin1")))
    throw new ChatError("USERNAME_REQUIRED", "username is not UTF-8")
  return searchParams.get("username") ?? undefined
}
