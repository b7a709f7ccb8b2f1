/** What is heard of a script that is said to a tRPC server over WebSocket. */
import { openTrpcSocket } from "./trpc-socket.ts"

type Server = { url: string; chat: { epoch: string } }
type Socket = ReturnType<typeof openTrpcSocket>
/** Says its part and waits until all of it is answered. */
export type Script = (
  open: (params?: Record<string, string> | null) => Socket,
  epoch: string,
) => Promise<unknown>

/** What each socket heard, call by call: the order is promised within one call only. */
export async function transcript(server: Server, script: Script) {
  const sockets: Socket[] = []
  await script((params) => {
    const socket = openTrpcSocket(server, params)
    sockets.push(socket)
    return socket
  }, server.chat.epoch)
  for (const { socket } of sockets) socket.close(1000)
  const closed = await Promise.all(sockets.map((socket) => socket.closed))
  return sockets.map(({ frames, pongs }, n) => ({
    closed: closed[n],
    pongs: pongs(),
    frames: Map.groupBy(timeless(frames, server.chat.epoch), ({ id }) => id),
  }))
}

/** Without what differs between any two servers. */
function timeless(frames: Socket["frames"], epoch: string): Socket["frames"] {
  const text = JSON.stringify(frames)
    .replaceAll(epoch, "EPOCH")
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "TIME")
  return JSON.parse(text)
}
