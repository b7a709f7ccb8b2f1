/** What the peer uses of Socket.IO: the checks run on checkouts that have not installed what only the bench needs. */
declare module "socket.io" {
  import type { Server as HttpServer } from "node:http"

  type Socket = {
    join(room: string): void
    on<Arguments extends unknown[]>(event: string, listener: (...args: Arguments) => void): void
  }

  class Server {
    constructor(server: HttpServer, options: { transports: string[]; serveClient: boolean })
    on(event: "connection", listener: (socket: Socket) => void): void
    to(room: string): { emit(event: string, ...args: unknown[]): void }
  }
}
