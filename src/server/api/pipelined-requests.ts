/** Answers the requests of one connection in turn, so that a client that reads no answer does not hold many in memory. */
import type { IncomingMessage, ServerResponse } from "node:http"
import type { Socket } from "node:net"
import type { FastifyInstance } from "fastify"
import type { Holder } from "../admission/held-bytes.ts"
import type { MemoryBudget } from "../admission/memory-budget.ts"
import { PIPELINED_REQUESTS_MAX, STALLED_CHECK_MS, WAITING_REQUEST_BYTES } from "../limits.ts"
import type { AddressOf } from "./client-address.ts"

type Turn = { response: ServerResponse; begin: (() => void) | null }
/** The first is being answered, the others wait. `takenBytes` of all answers, as of the last check. */
type Queue = Holder & { turns: Turn[]; takenBytes: number }

export function queuePipelinedRequests(
  app: FastifyInstance,
  budget: MemoryBudget,
  addressOf: AddressOf,
) {
  const requests = new PipelinedRequests(budget)
  const checking = setInterval(() => requests.cutStalled(), STALLED_CHECK_MS)
  checking.unref()
  app.addHook("onClose", async () => clearInterval(checking))
  app.server.prependListener("upgrade", (_: IncomingMessage, socket: Socket) =>
    requests.refuseUpgrade(socket),
  )
  app.addHook("onRequest", ({ raw: request }, { raw: response }, begin) =>
    requests.add(request, { response, begin }, addressOf),
  )
}

class PipelinedRequests {
  readonly #budget: MemoryBudget
  readonly #queues = new Map<Socket, Queue>()

  constructor(budget: MemoryBudget) {
    this.#budget = budget
  }

  add(request: IncomingMessage, turn: Turn, addressOf: AddressOf) {
    const { socket } = request
    // What else came in the same piece is still parsed when the connection has been cut.
    if (socket.destroyed) return
    const queue = this.#queues.get(socket)
    if (!queue) {
      const alone = queueOf(socket, addressOf(request))
      alone.turns.push(turn)
      this.#queues.set(socket, alone)
      return this.#begin(turn, socket, alone)
    }
    // The documents are served by an app within the app: the same request comes here twice.
    if (queue.turns[0]?.response === turn.response) return turn.begin?.()
    if (queue.turns.length > PIPELINED_REQUESTS_MAX || this.#budget.isFull())
      return void socket.destroy()
    queue.turns.push(turn)
    this.#budget.hold(queue, WAITING_REQUEST_BYTES + headBytes(request))
  }

  /** An upgraded connection would write between the answers that are due. */
  refuseUpgrade(socket: Socket) {
    const queue = this.#queues.get(socket)
    if (!queue) return
    socket.destroy()
    // Node no longer ends the responses of an upgraded connection.
    for (const { response } of queue.turns) response.destroy()
  }

  /** One timer for all: Node's own, one a connection, would stay with every WebSocket (bench: idle). */
  cutStalled() {
    for (const [socket, queue] of this.#queues) {
      const takenBytes = socket.bytesWritten - socket.writableLength
      if (socket.writableLength > 0 && takenBytes === queue.takenBytes) socket.destroy()
      queue.takenBytes = takenBytes
    }
  }

  #begin(turn: Turn, socket: Socket, queue: Queue) {
    const { begin } = turn
    // It holds all of the request, and an answer may go on for long.
    turn.begin = null
    turn.response.once("close", () => this.#beginNext(socket, queue))
    begin?.()
  }

  #beginNext(socket: Socket, queue: Queue) {
    queue.turns.shift()
    const [next] = queue.turns
    if (queue.turns.length <= 1 || socket.destroyed) this.#budget.release(queue)
    if (next && !socket.destroyed) return this.#begin(next, socket, queue)
    this.#queues.delete(socket)
  }
}

const queueOf = (socket: Socket, address: string): Queue => ({
  turns: [],
  takenBytes: -1,
  address,
  cut: () => socket.destroy(),
})

/** What a header's name or value takes beside its text. */
const HEADER_PART_BYTES = 70

const headBytes = ({ url = "", rawHeaders }: IncomingMessage) =>
  rawHeaders.reduce((sum, text) => sum + text.length + HEADER_PART_BYTES, url.length)
