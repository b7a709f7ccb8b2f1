import { rm } from "node:fs/promises"
import { DatabaseSync } from "node:sqlite"
import { durableStoreContract } from "../../contracts/durable-store.contract.ts"
import { storeContract } from "../../contracts/store.contract.ts"

const urlOf = (path: string) => `sqlite:${path}`

function run(path: string, sql: string) {
  const database = new DatabaseSync(path)
  database.exec(sql)
  database.close()
}

storeContract("sqlite", urlOf)

durableStoreContract("sqlite", {
  urlOf,

  makeNewer: async (path) =>
    run(path, "INSERT INTO kysely_migration VALUES ('9999-telepathy', '2099-01-01')"),

  async makeForeign(path) {
    await rm(path)
    run(path, "CREATE TABLE holiday_photos (id)")
  },
})
