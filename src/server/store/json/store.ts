import { Low } from "lowdb"
import { createClock } from "../clock.ts"
import { openLocked } from "../lock.ts"
import type { CommitSizes, Store } from "../store.ts"
import { createCommits } from "./commits.ts"
import { newContents } from "./contents.ts"
import { createDraft, type Draft } from "./draft.ts"
import { durableJsonFile } from "./file.ts"
import { createReads } from "./reads.ts"
import { createSent } from "./sent.ts"

/** One JSON file that people can read, rewritten as a whole at every commit: for small teams. */
export const openJsonStore = (path: string, sizes?: CommitSizes): Promise<Store> =>
  openLocked(path, (file) => startStore(file, sizes))

async function startStore(path: string, sizes?: CommitSizes): Promise<Store> {
  const fresh = newContents()
  const file = new Low(durableJsonFile(path), fresh)
  await file.read()
  if (file.data === fresh) await file.write()

  const now = createClock()
  let saved = file.data
  let sent = createSent(saved)

  async function save(draft: Draft) {
    if (!draft.isChanged()) return
    file.data = draft.contents
    try {
      await file.write()
    } catch (error) {
      sent = createSent(saved)
      throw error
    }
    saved = draft.contents
  }

  const commits = createCommits({ begin: () => createDraft({ saved, sent, now }), save, sizes })

  return {
    ...createReads(() => saved),
    epoch: saved.epoch,
    readsAtOnce: 1,
    createRoom: (room) => commits.make((draft) => draft.createRoom(room)),
    deleteRoom: (roomId) => commits.make((draft) => draft.deleteRoom(roomId)),
    append: (message) => commits.make((draft) => draft.append(message)),
    close: commits.close,
  }
}
