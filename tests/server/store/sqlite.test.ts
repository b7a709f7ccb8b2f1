import { storeContract } from "../../contracts/store.contract.ts"

storeContract("sqlite", (path) => `sqlite:${path}`)
