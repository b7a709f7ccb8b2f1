/** A room in which Ann waits for the README's bot, and asks it something as soon as it has come. */
import { createChatClient } from "../../src/client/sdk/index.ts"

/** `answer` resolves with what the bot says. */
export async function waitForEcho(url: string) {
  const ann = createChatClient({ url, username: "Ann" })
  const { id: roomId } = await ann.rooms.create.mutate({ name: "Lobby" })
  const answer = Promise.withResolvers<string>()
  const say = (content: string) =>
    ann.messages.send.mutate({ roomId, content, clientId: "greeting" })
  ann.onRoomEvent.subscribe(
    { roomId },
    {
      onData({ data: event }) {
        if (event.type === "join" && event.username === "echo") void say("!echo hello")
        if (event.type === "message" && event.username === "echo") answer.resolve(event.content)
      },
    },
  )
  return { answer: answer.promise, [Symbol.asyncDispose]: ann.close }
}
