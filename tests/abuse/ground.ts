/** The server that is abused, and two canaries that live in a room of their own and must go on singing. */
import { type Reach, reach } from "../support/reach.ts"
import { startServerProcess } from "../support/server-process.ts"

const SONG_MS_MAX = 1_000
const ROOMS = "/api/chat/rooms"

export async function startGround(env: Record<string, string>) {
  const server = await startServerProcess({ HOST: "127.0.0.1", ...env })
  const reached = reach(server.url)
  const { host } = new URL(server.url)
  const { body } = await reached.rest.post(ROOMS, { name: "Lobby" })
  const roomId: number = body.id
  const sing = await canaries(reached)

  return {
    ...reached,
    server,
    roomId,
    /** Puts this ground's room and host into an input. */
    fill: (text: string) => text.replaceAll("{room}", `${roomId}`).replaceAll("{host}", host),
    sing,

    /** The names of all rooms. */
    async rooms(): Promise<string[]> {
      const { body } = await reached.rest.get(ROOMS)
      return body.map(({ name }: { name: string }) => name)
    },

    /** Everything that was said in the room, page by page. */
    async contents(): Promise<string[]> {
      const said: string[] = []
      for (let before = 999_999_999_999; ; ) {
        const { body } = await reached.rest.get(
          `${ROOMS}/${roomId}/messages?limit=200&before=${before}`,
        )
        if (body.length === 0) return said
        said.push(...body.map(({ content }: { content: string }) => content))
        before = body[0].id
      }
    },

    async [Symbol.asyncDispose]() {
      await reached.leaveAll()
      await server[Symbol.asyncDispose]()
    },
  }
}

export type Ground = Awaited<ReturnType<typeof startGround>>

/** One on a raw socket, one with the typed client. Answers how they sing to each other once. */
async function canaries({ rest, raw, client }: Reach) {
  const { body } = await rest.post(ROOMS, { name: "Canaries" })
  const roomId: number = body.id
  const awaited = new Map<string, () => void>()
  const [first, second] = [raw(roomId, { username: "first canary" }), client("second canary")]
  const listening = Promise.withResolvers<void>()
  first.socket.on("message", (data) => {
    const event = JSON.parse(String(data))
    if (event.type === "message") awaited.get(`first hears ${event.content}`)?.()
  })
  second.onRoomEvent.subscribe(
    { roomId },
    {
      onStarted: () => listening.resolve(),
      onData: ({ data }) =>
        data.type === "message" && awaited.get(`second hears ${data.content}`)?.(),
    },
  )
  await listening.promise
  await first.open()
  const hears = (who: string, song: string) =>
    new Promise<void>((resolve) => awaited.set(`${who} hears ${song}`, resolve))
  let songs = 0

  return async function sing() {
    const song = `song ${++songs}`
    const heard = [hears("second", song), hears("first", `${song}, answered`)]
    const sung = [
      first.say(song),
      second.messages.send.mutate({ roomId, content: `${song}, answered`, clientId: song }),
    ]
    await Promise.race([Promise.all([...sung, ...heard]), silence()])
    awaited.clear()
  }
}

const silence = () =>
  new Promise<never>((_, reject) =>
    AbortSignal.timeout(SONG_MS_MAX).addEventListener("abort", () =>
      reject(new Error(`the canaries did not hear each other within ${SONG_MS_MAX} ms`)),
    ),
  )
