/** Thrown by a store that was to become a copy of another and is not yet, or never will be. */
export class UnfinishedCopy extends Error {
  constructor(where: string) {
    super(
      `${where} holds a copy that was not finished: run the same \`npm run copy-store\` again, which starts anew`,
    )
  }
}

export const targetNotNew = (where: string) =>
  new Error(`${where} already has a history of its own: copy into a new store`)

export const noStoreAt = (where: string) => new Error(`${where} holds no store of Confab's`)
