import { Client } from "pg"
import type { Settings } from "./connection.ts"
import { endInTime } from "./in-time.ts"

export type Session = ReturnType<typeof createSession>

type Greet = (client: Client) => Promise<void>

/** One connection for one user: made when it is first needed, and anew when it was lost. `greet` says whether it is good. */
export function createSession(settings: Settings, greet: Greet = async () => {}) {
  let current: Promise<Client> | undefined

  function connect(): Promise<Client> {
    // In a pipeline: statements that are asked together go out together.
    const client = new Client({ ...settings, pipeline: true })
    const connected = client
      .connect()
      .then(() => greet(client))
      .then(() => client)
    const forget = () => {
      if (current === connected) current = undefined
    }
    client.on("error", forget)
    client.on("end", forget)
    connected.catch(() => {
      forget()
      void endInTime(client)
    })
    return connected
  }

  async function end() {
    const ending = current
    current = undefined
    const client = await ending?.catch(() => undefined)
    if (client) await endInTime(client)
  }

  return {
    client(): Promise<Client> {
      current ??= connect()
      return current
    },

    /** After a failure nobody knows what state the connection is in: the next one is new. */
    drop: () => void end(),
    end,
  }
}
