import type { Client } from "pg"

/** The ids of messages are drawn from their sequence by name. */
const MISSING = `
  SELECT string_agg(missing.words, ', ') AS words FROM (
    SELECT word || ' on ' || name AS words
    FROM (VALUES
      ('rooms', ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']),
      ('messages', ARRAY['SELECT', 'INSERT', 'DELETE']),
      ('room_events', ARRAY['SELECT', 'INSERT', 'DELETE']),
      ('deleted_rooms', ARRAY['SELECT', 'INSERT', 'DELETE']),
      ('meta', ARRAY['SELECT'])
    ) AS wanted (name, words), unnest(wanted.words) AS word
    WHERE NOT has_table_privilege(name, word)
    UNION ALL
    SELECT 'USAGE on messages_id_seq' WHERE NOT has_sequence_privilege('messages_id_seq', 'USAGE, UPDATE')
  ) AS missing`

/** The tables may belong to another user, as after an administrator has restored a backup. */
export async function checkRights(client: Client, where: string): Promise<void> {
  const { rows } = await client.query(MISSING)
  const { words } = rows[0]
  if (words !== null)
    throw new Error(`${where} does not let Confab use its tables: it lacks ${words}`)
}
