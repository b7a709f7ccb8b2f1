import { createSignal } from "solid-js"
import { ownName } from "../base.ts"
import { readLocal, writeLocal } from "../ui/local-storage.ts"

/** One of a few choices, the first by default; stored in this browser. */
export function createSetting<Choice extends string>(
  name: string,
  choices: readonly [Choice, ...Choice[]],
) {
  const key = ownName(`confab.${name}`)
  const [usual] = choices
  const stored = () => choices.find((choice) => choice === readLocal(key)) ?? usual
  const [chosen, setChosen] = createSignal<Choice>(stored())

  return {
    choices,
    chosen,
    choose(choice: Choice) {
      writeLocal(key, choice === usual ? "" : choice)
      setChosen(() => choice)
    },
    /** Another tab may have changed it. */
    refresh: () => setChosen(stored),
  }
}

export type Setting<Choice extends string> = ReturnType<typeof createSetting<Choice>>
