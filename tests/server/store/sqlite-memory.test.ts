import { storeContract } from "../../contracts/store.contract.ts"
import { nowhere } from "../../support/store-place.ts"

storeContract("sqlite in memory", nowhere)
