/** What is in force while messages are stored, as the database itself sees it. */
import { expect } from "vitest"
import type { temporarySchema } from "./postgres.ts"

type Schema = Pick<Awaited<ReturnType<typeof temporarySchema>>, "run" | "name">

const NAMES = [
  "synchronous_commit",
  "statement_timeout",
  "lock_timeout",
  "idle_in_transaction_session_timeout",
  "client_encoding",
  "DateStyle",
  "TimeZone",
  "search_path",
] as const

/** To be called when the tables are there. The answer tells what was in force for each message since, the oldest first. */
export async function watchSettings({ run, name }: Schema) {
  const values = NAMES.map((setting) => `'${setting}', current_setting('${setting}')`)
  await run(
    `CREATE TABLE ${name}.witness (settings jsonb);
     GRANT INSERT ON ${name}.witness TO PUBLIC;
     CREATE FUNCTION ${name}.note() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         INSERT INTO ${name}.witness VALUES (jsonb_build_object(${values.join(", ")}));
         RETURN NULL;
       END $$;
     CREATE TRIGGER note AFTER INSERT ON ${name}.messages
       FOR EACH ROW EXECUTE FUNCTION ${name}.note()`,
  )
  return async () =>
    (await run(`SELECT settings FROM ${name}.witness`)).map(
      ({ settings }): Record<(typeof NAMES)[number], string> => settings,
    )
}

/** What has to be in force, whatever the server has set. */
export const promised = {
  synchronous_commit: "on",
  statement_timeout: "3s",
  lock_timeout: "2500ms",
  idle_in_transaction_session_timeout: "2s",
  client_encoding: "UTF8",
  DateStyle: expect.stringMatching(/^ISO/),
  TimeZone: "UTC",
}

/** As an administrator may have set them for a user who knows nothing of Confab. */
export const adverse = {
  synchronous_commit: "off",
  statement_timeout: "1h",
  lock_timeout: "1h",
  idle_in_transaction_session_timeout: "1h",
  DateStyle: "German",
  TimeZone: "Asia/Kathmandu",
}
