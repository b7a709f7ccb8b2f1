import type { Client } from "pg"
import { openConnection, type Settings } from "./connection.ts"
import { endInTime } from "./deadline.ts"

export type Session = ReturnType<typeof createSession>

type Greet = (client: Client) => Promise<void>

/** One connection for one user: made when it is first needed, and anew when it was lost. `greet` says whether it is good. */
export function createSession(settings: Settings, greet: Greet = async () => {}) {
  let current: Promise<Client> | undefined

  function connect(): Promise<Client> {
    const forget = () => {
      if (current === connected) current = undefined
    }
    // In a pipeline: statements that are asked together go out together.
    const connected = openConnection(settings, { pipeline: true }).then(async (client) => {
      client.on("error", forget).on("end", forget)
      await greet(client).catch((error) => {
        void endInTime(client)
        throw error
      })
      return client
    })
    connected.catch(forget)
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
