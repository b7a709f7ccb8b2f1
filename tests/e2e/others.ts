/** What others do at a server while nobody sees them: they need no browser for it. */
import { expect } from "@playwright/test"

export const createOthers = (url: () => string) => ({
  /** The first room has the id 1, the next 2, and so on. */
  async createRoom(name: string) {
    const { status } = await post(`${url()}/api/chat/rooms`, { name })
    expect(status).toBe(201)
  },

  /** Says all this in a room, as many people: nobody may say so much at once. */
  async hears(roomId: number, texts: string[]) {
    for (const [index, content] of texts.entries())
      await say(url(), { roomId, username: `crowd ${Math.floor(index / 20)}`, content })
  },

  /** Somebody says this in a room. */
  says: (roomId: number, username: string, content: string) =>
    say(url(), { roomId, username, content }),

  /** Somebody is in a room for as long as the server runs. */
  async visit(roomId: number, username: string) {
    const name = encodeURIComponent(username)
    const socket = new WebSocket(`${url()}/ws/chat/${roomId}?username=${name}`)
    await new Promise((done) => socket.addEventListener("open", done))
  },

  /** Uses up whatever somebody may say, until it is stopped. */
  floodAs(username: string, roomId: number) {
    let stopped = false
    const pour = async () => {
      while (!stopped) await send(url(), { roomId, username, content: "flood" })
    }
    const pouring = Promise.all([pour(), pour(), pour()])
    return {
      async stop() {
        stopped = true
        await pouring
      },
    }
  },
})

/** The room may be on its way still. */
async function say(url: string, message: NewMessage) {
  await expect.poll(async () => (await send(url, message)).status).toBe(201)
}

const send = (url: string, { roomId, ...message }: NewMessage) =>
  post(`${url}/api/chat/rooms/${roomId}/messages`, message)

const post = (url: string, body: object) =>
  fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  })

type NewMessage = { roomId: number; username: string; content: string }
