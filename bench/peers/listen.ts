import type { AddressInfo, Server } from "node:net"

/** On a free port, which it tells the bench as Confab does. */
export function listen(server: Server) {
  server.listen(0, "127.0.0.1", () => {
    const { port } = server.address() as AddressInfo
    console.log(`listening on http://127.0.0.1:${port}`)
  })
}
