/**
 * Requests of one connection in turn. A client may send further ones before it has read the first answer (pipelining);
 * all at once they would be as many answers in memory for one client that need not read any. Those that wait count as held
 * for it, and one that takes nothing of an answer any more is cut.
 */
import type { IncomingMessage, ServerResponse } from "node:http"
import type { Socket } from "node:net"
import type { FastifyInstance } from "fastify"
import type { Holder } from "../admission/held-bytes.ts"
import type { MemoryBudget } from "../admission/memory-budget.ts"
import { PIPELINED_REQUESTS_MAX, STALLED_CHECK_MS, WAITING_REQUEST_BYTES } from "../limits.ts"
import type { AddressRule } from "./address.ts"

/** `begin` until it has begun. */
type Turn = { response: ServerResponse; begin: (() => void) | null }
/** The first is being answered, the others wait. `taken` are the bytes that were taken of all answers, as of the last look. */
type Line = Holder & { turns: Turn[]; taken: number }

export function answerOneAtATime(
  app: FastifyInstance,
  budget: MemoryBudget,
  addressOf: AddressRule,
) {
  const lines = new Map<Socket, Line>()
  const looking = setInterval(cutStalled, STALLED_CHECK_MS)
  looking.unref()

  function goOn(socket: Socket, line: Line) {
    line.turns.shift()
    const [next] = line.turns
    if (line.turns.length <= 1 || socket.destroyed) budget.release(line)
    if (next && !socket.destroyed) return beginWith(next, socket, line)
    lines.delete(socket)
  }

  function beginWith(turn: Turn, socket: Socket, line: Line) {
    const { begin } = turn
    // It holds all of the request, and an answer may go on for long.
    turn.begin = null
    turn.response.once("close", () => goOn(socket, line))
    begin?.()
  }

  /** One timer for all: Node's own, one a connection, would stay with every WebSocket (bench: idle). */
  function cutStalled() {
    for (const [socket, line] of lines) {
      const taken = socket.bytesWritten - socket.writableLength
      if (socket.writableLength > 0 && taken === line.taken) socket.destroy()
      line.taken = taken
    }
  }

  app.addHook("onClose", async () => clearInterval(looking))
  // Two would write there, in whatever order.
  app.server.prependListener("upgrade", (_: IncomingMessage, socket: Socket) => {
    const line = lines.get(socket)
    if (!line) return
    socket.destroy()
    // Node has stopped looking after them.
    for (const { response } of line.turns) response.destroy()
  })
  app.addHook("onRequest", ({ raw: request }, { raw: response }, begin) => {
    const { socket } = request
    // What else came in the same piece is still read when the connection has been cut.
    if (socket.destroyed) return
    const turn = { response, begin }
    const line = lines.get(socket)
    if (!line) {
      const alone = newLine(socket, addressOf(request))
      alone.turns.push(turn)
      lines.set(socket, alone)
      return beginWith(turn, socket, alone)
    }
    // The documents are served by an app within the app: the same request comes here twice.
    if (line.turns[0]?.response === response) return begin()
    if (line.turns.length > PIPELINED_REQUESTS_MAX || budget.isFull()) return void socket.destroy()
    line.turns.push(turn)
    budget.hold(line, WAITING_REQUEST_BYTES + headBytes(request))
  })
}

const newLine = (socket: Socket, address: string): Line => ({
  turns: [],
  taken: -1,
  address,
  cut: () => socket.destroy(),
})

/** What a header's name or value takes beside its text. */
const HEADER_PART_BYTES = 70

const headBytes = ({ url = "", rawHeaders }: IncomingMessage) =>
  rawHeaders.reduce((sum, text) => sum + text.length + HEADER_PART_BYTES, url.length)
