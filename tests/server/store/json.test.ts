import { storeContract } from "../../contracts/store.contract.ts"

storeContract("json", (path) => `json:${path}`)
