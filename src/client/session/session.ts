import { createSignal } from "solid-js"
import { ownName } from "../base.ts"
import { readLocal, writeLocal } from "../ui/local-storage.ts"

const KEY = ownName("confab.username")

export function createSession() {
  const [known, setKnown] = createSignal(readLocal(KEY))
  const [changing, setChanging] = createSignal(false)

  return {
    /** Null until a name is given, and while it is being changed. */
    username: () => (changing() ? null : known()),
    lastUsername: known,

    begin(username: string) {
      writeLocal(KEY, username)
      setKnown(username)
      setChanging(false)
    },

    changeName: () => setChanging(true),
  }
}

export type Session = ReturnType<typeof createSession>
