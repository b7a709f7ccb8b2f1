/** The account that sent a message; none for a visitor's. No row is rewritten. */
export const messagePerson = "ALTER TABLE messages ADD COLUMN person_id bigint"
