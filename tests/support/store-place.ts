import { temporaryFolder } from "./temporary-folder.ts"

/** Where a store keeps its data, removed when its scope ends. */
export type StorePlace = { url: string } & AsyncDisposable

/** Makes places for a store that keeps a file, in a folder that it has to create. */
export const fileFor = (urlOf: (path: string) => string) => async (): Promise<StorePlace> => {
  const folder = await temporaryFolder()
  return { ...folder, url: urlOf(`${folder.path}/new folder/data`) }
}

/** For a store without a file. */
export const inMemory = async (): Promise<StorePlace> => ({
  url: "sqlite::memory:",
  [Symbol.asyncDispose]: async () => undefined,
})
