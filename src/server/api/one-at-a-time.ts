/**
 * Requests of one connection in turn. A client may send further ones before it has read the first answer (pipelining);
 * all at once they would be as many answers in memory for one client that need not read any.
 */
import type { ServerResponse } from "node:http"
import type { Socket } from "node:net"
import type { FastifyInstance } from "fastify"
import { PIPELINED_REQUESTS_MAX } from "../../shared/limits.ts"

type Turn = { response: ServerResponse; begin: () => void }

export function answerOneAtATime(app: FastifyInstance) {
  /** The first is being answered, the others wait. */
  const lines = new WeakMap<Socket, Turn[]>()

  function goOn(socket: Socket, line: Turn[]) {
    line.shift()
    const [next] = line
    if (!next) return lines.delete(socket)
    beginWith(next, socket, line)
  }

  function beginWith({ response, begin }: Turn, socket: Socket, line: Turn[]) {
    response.once("close", () => goOn(socket, line))
    begin()
  }

  app.addHook("onRequest", ({ raw: { socket } }, { raw: response }, begin) => {
    const line = lines.get(socket)
    if (!line) {
      const first = { response, begin }
      const alone = [first]
      lines.set(socket, alone)
      return beginWith(first, socket, alone)
    }
    // The documents are served by an app within the app: the same request comes here twice.
    if (line[0]?.response === response) return begin()
    if (line.length > PIPELINED_REQUESTS_MAX) return void socket.destroy()
    line.push({ response, begin })
  })
}
