/** What a store that keeps its data in a file promises beyond one process: restarts, crashes, full disks, foreign files. */
import { describe } from "vitest"
import { fileFor } from "../support/store-place.ts"
import { survivesFailures } from "./store/failures.ts"
import { refusesWrongFiles } from "./store/files.ts"
import { survivesRestarts } from "./store/restarts.ts"

export type DurableSubject = {
  urlOf(path: string): string
  /** Changes a file of this store to what a newer version of Confab could have written. */
  makeNewer(path: string): Promise<void>
  /** A file in the same format that another program wrote. */
  makeForeign(path: string): Promise<void>
}

export function durableStoreContract(name: string, subject: DurableSubject) {
  describe(`${name}, its data`, () => {
    describe("restarts", () => survivesRestarts(fileFor(subject.urlOf)))
    describe("files", () => refusesWrongFiles(subject))
    describe("failures", { timeout: 60_000 }, () => survivesFailures(subject))
  })
}
