import type { Ask } from "./pool.ts"

/** So many rows go in one statement: far within its time, and nobody else has to wait for long. */
const ROWS_AT_ONCE = 5_000

/** Takes away what was said in deleted rooms, piece by piece; what is left when the program ends, the next one takes. */
export function createSweep(change: Ask) {
  let sweeping: Promise<void> | undefined
  let asked = false
  let stopped = false

  async function sweep() {
    while (asked) {
      asked = false
      for (const { id } of await change<{ id: number }>(statements.deleted, [])) await empty(id)
    }
  }

  async function empty(roomId: number) {
    for (const statement of [statements.messages, statements.events])
      while (!stopped && (await change(statement, [roomId, ROWS_AT_ONCE])).length > 0);
    if (!stopped) await change(statements.done, [roomId])
  }

  function start() {
    asked = true
    // Whatever prevents it, somebody deletes a room or starts Confab again.
    sweeping ??= sweep()
      .catch(() => {})
      .finally(() => {
        sweeping = undefined
        if (asked) start()
      })
  }

  return {
    start,

    async stop() {
      asked = false
      stopped = true
      await sweeping
    },
  }
}

const statements = {
  deleted: { name: "deleted-rooms", text: "SELECT id FROM deleted_rooms ORDER BY id" },
  messages: {
    name: "sweep-messages",
    text: `WITH swept AS (
       DELETE FROM messages
       WHERE id IN (SELECT id FROM messages WHERE room_id = $1 ORDER BY id LIMIT $2) RETURNING 1
     ) SELECT FROM swept LIMIT 1`,
  },
  events: {
    name: "sweep-events",
    text: `WITH swept AS (
       DELETE FROM room_events WHERE room_id = $1 AND seq IN (
         SELECT seq FROM room_events WHERE room_id = $1 ORDER BY seq LIMIT $2
       ) RETURNING 1
     ) SELECT FROM swept LIMIT 1`,
  },
  done: { name: "swept", text: "DELETE FROM deleted_rooms WHERE id = $1" },
}
