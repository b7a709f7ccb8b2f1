import { Low } from "lowdb"
import { heapShare } from "../../heap-share.ts"
import { JSON_HEAP_PARTS } from "../../limits.ts"
import { createClock } from "../clock.ts"
import { openLocked } from "../lock.ts"
import type { CommitSizes, Store } from "../store.ts"
import { createClientIds } from "./client-ids.ts"
import { createCommits } from "./commits.ts"
import { newContents } from "./contents.ts"
import { createDraft, type Draft } from "./draft.ts"
import { durableJsonFile } from "./file.ts"
import { createReads } from "./reads.ts"

/** One JSON file that people can read, rewritten as a whole at every commit: for small teams. */
export const openJsonStore = (
  path: string,
  sizes?: CommitSizes,
  charsMax = heapShare(JSON_HEAP_PARTS, Number.POSITIVE_INFINITY),
): Promise<Store> => openLocked(path, (file) => startStore({ path: file, sizes, charsMax }))

/** What cannot be written any more could not be read either: `charsMax` of the text are as much as the heap can take. */
type Parts = { path: string; sizes: CommitSizes | undefined; charsMax: number }

async function startStore({ path, sizes, charsMax }: Parts): Promise<Store> {
  const fresh = newContents()
  const kept = durableJsonFile(path)
  const file = new Low(kept, fresh)
  await file.read()
  if (file.data === fresh) await file.write()

  const now = createClock()
  let saved = file.data
  let sent = createClientIds(saved)

  async function save(draft: Draft) {
    if (!draft.isChanged()) return
    file.data = draft.contents
    try {
      await file.write()
    } catch (error) {
      sent = createClientIds(saved)
      throw error
    }
    saved = draft.contents
  }

  const begin = () => createDraft({ saved, sent, now, isFull: kept.chars() > charsMax })
  const commits = createCommits({ begin, save, sizes })

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
