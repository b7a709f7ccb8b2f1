/** Null in a message of a visitor. No row is rewritten. */
export const messagePerson = "ALTER TABLE messages ADD COLUMN person_id bigint"
