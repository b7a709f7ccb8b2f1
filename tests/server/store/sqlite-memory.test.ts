import { storeContract } from "../../contracts/store.contract.ts"
import { inMemory } from "../../support/store-place.ts"

storeContract("sqlite in memory", inMemory)
