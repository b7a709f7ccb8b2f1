import type { Client } from "pg"
import { openConnection, type Settings } from "./connection.ts"
import { endWithDeadline } from "./deadline.ts"
import type { VerifyConnection } from "./pool.ts"

export type Session = ReturnType<typeof createSession>

/** One connection for one user: opened when it is first needed, and again when it was lost. */
export function createSession(settings: Settings, verify: VerifyConnection = async () => {}) {
  let current: Promise<Client> | undefined

  function connect(): Promise<Client> {
    const forget = () => {
      if (current === connected) current = undefined
    }
    // In a pipeline, statements of the same moment are sent together.
    const connected = openConnection(settings, { pipeline: true }).then(async (client) => {
      client.on("error", forget).on("end", forget)
      await verify(client).catch((error) => {
        void endWithDeadline(client)
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
    if (client) await endWithDeadline(client)
  }

  return {
    client(): Promise<Client> {
      current ??= connect()
      return current
    },

    /** After a failure the state of the connection is unknown: the next one is new. */
    drop: () => void end(),
    end,
  }
}
