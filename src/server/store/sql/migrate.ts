import type { Kysely } from "kysely"
import { type Migration, Migrator } from "kysely/migration"
import * as roomLog from "./migrations/0001-room-log.ts"
import type { Tables } from "./tables.ts"

/** In the order of their names, for ever: a published migration is never changed, only followed by another. */
const migrations: Record<string, Migration> = {
  "0001-room-log": roomLog,
}

/** Brings the tables up to this version. Throws an Error for people when they come from a newer one. */
export async function migrate(db: Kysely<Tables>, where: string): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  if (await isNewer(db)) throw new Error(`${where} was written by a newer version of Confab`)
  const { error } = await migrator.migrateToLatest()
  if (error) throw error
}

async function isNewer(db: Kysely<Tables>): Promise<boolean> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some(({ name }) => name === "kysely_migration")) return false
  const applied = await db
    .withTables<{ kysely_migration: { name: string } }>()
    .selectFrom("kysely_migration")
    .select("name")
    .execute()
  return applied.some(({ name }) => !(name in migrations))
}
