/** What a store says that was to become a copy of another and is not yet, or never will be. */
export class UnfinishedCopy extends Error {
  constructor(where: string) {
    super(
      `${where} holds a copy that was not finished: run the same \`npm run copy-store\` again, which starts anew`,
    )
  }
}

/** Where nothing can be lost, a copy may begin. */
export const alreadyUsed = (where: string) =>
  new Error(`${where} already has a history of its own: copy into a new store`)

export const holdsNothing = (where: string) => new Error(`${where} holds no store of Confab's`)

/** The row of `meta` in a SQL database that marks such a copy. */
export const TRANSFER_MARKER = "copying"
