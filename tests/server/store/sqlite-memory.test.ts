import { storeContract } from "../../contracts/store.contract.ts"

storeContract("sqlite in memory", () => "sqlite::memory:")
