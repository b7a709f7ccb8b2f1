import { readFile, writeFile } from "node:fs/promises"
import { durableStoreContract } from "../../contracts/durable-store.contract.ts"
import { storeContract } from "../../contracts/store.contract.ts"
import { fileFor } from "../../support/store-place.ts"

const urlOf = (path: string) => `json:${path}`

storeContract("json", fileFor(urlOf))

durableStoreContract("json", {
  urlOf,

  async makeNewer(path) {
    const contents = JSON.parse(await readFile(path, "utf8"))
    await writeFile(path, JSON.stringify({ ...contents, version: 3, rooms: "elsewhere" }))
  },

  makeForeign: (path) => writeFile(path, JSON.stringify({ holidayPhotos: [] })),
})
