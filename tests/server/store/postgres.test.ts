import { describe } from "vitest"
import { survivesRestarts } from "../../contracts/store/restarts.ts"
import { storeContract } from "../../contracts/store.contract.ts"
import { postgres, temporarySchema } from "../../support/postgres.ts"

postgres.describe("Postgres", () => {
  storeContract("postgres", temporarySchema)
  describe("restarts", () => survivesRestarts(temporarySchema))
})
