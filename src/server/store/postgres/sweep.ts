import type { RunStatement } from "./pool.ts"

const ROWS_AT_ONCE = 5_000

/** Removes the messages of deleted rooms piece by piece; what is left when the process ends, the next one removes. */
export function createSweep(write: RunStatement) {
  let sweeping: Promise<void> | undefined
  let requested = false
  let stopped = false

  async function sweep() {
    while (requested) {
      requested = false
      for (const { id } of await write<{ id: number }>(statements.deleted, [])) await empty(id)
    }
  }

  async function empty(roomId: number) {
    for (const statement of [statements.messages, statements.events])
      while (!stopped && (await write(statement, [roomId, ROWS_AT_ONCE])).length > 0);
    if (!stopped) await write(statements.done, [roomId])
  }

  function request() {
    requested = true
    // After a failure the next deletion or start goes on.
    sweeping ??= sweep()
      .catch(() => {})
      .finally(() => {
        sweeping = undefined
        if (requested) request()
      })
  }

  return {
    request,

    async stop() {
      requested = false
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
