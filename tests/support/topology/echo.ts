import { once } from "node:events"
import { createServer, type IncomingHttpHeaders } from "node:http"
import type { AddressInfo } from "node:net"

/** In a node's place: healthy, and it answers with what reached it. */
export async function startEcho() {
  const reached: string[] = []
  const server = createServer(({ url = "", headers }, answer) => {
    if (!url.endsWith("/readyz")) reached.push(url)
    answer.setHeader("content-type", "application/json")
    answer.end(JSON.stringify({ url, headers } satisfies Echoed))
  }).listen(0, "127.0.0.1")
  await once(server, "listening")
  const { port } = server.address() as AddressInfo
  return {
    address: `127.0.0.1:${port}`,
    /** The targets of all requests, but for those about its health. */
    reached,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, "close")
    },
  }
}

export type Echoed = { url: string; headers: IncomingHttpHeaders }
