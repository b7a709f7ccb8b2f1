import { Low } from "lowdb"
import { heapShare } from "../../heap-share.ts"
import { JSON_HEAP_PARTS } from "../../limits.ts"
import { createClock } from "../clock.ts"
import { openLocked } from "../lock.ts"
import type { CommitSizes, Store } from "../store.ts"
import { createClientIds } from "./client-ids.ts"
import { newContents } from "./contents.ts"
import { durableJsonFile } from "./file.ts"
import { createGroupCommit } from "./group-commit.ts"
import { createReads } from "./reads.ts"
import { Transaction } from "./transaction.ts"

/** For small teams: the file is rewritten at every commit. More than `charsMax` of its text could not be read again. */
export const openJsonStore = (
  path: string,
  sizes?: CommitSizes,
  charsMax = heapShare(JSON_HEAP_PARTS, Number.POSITIVE_INFINITY),
): Promise<Store> => openLocked(path, (file) => startStore({ path: file, sizes, charsMax }))

type Parts = { path: string; sizes: CommitSizes | undefined; charsMax: number }

async function startStore({ path, sizes, charsMax }: Parts): Promise<Store> {
  const fresh = newContents()
  const file = durableJsonFile(path)
  const database = new Low(file, fresh)
  await database.read()
  if (database.data === fresh) await database.write()

  const now = createClock()
  let saved = database.data
  let clientIds = createClientIds(saved)

  async function save({ isChanged, contents }: Transaction) {
    if (!isChanged) return
    database.data = contents
    try {
      await database.write()
    } catch (error) {
      clientIds = createClientIds(saved)
      throw error
    }
    saved = contents
  }

  const begin = () => new Transaction({ saved, clientIds, now, isFull: file.chars() > charsMax })
  const { commit, close } = createGroupCommit({ begin, save, sizes })

  return {
    ...createReads(() => saved),
    epoch: saved.epoch,
    readsAtOnce: 1,
    createRoom: (room) => commit((transaction) => transaction.createRoom(room)),
    deleteRoom: (roomId) => commit((transaction) => transaction.deleteRoom(roomId)),
    append: (draft) => commit((transaction) => transaction.append(draft)),
    close,
  }
}
