import { createSignal } from "solid-js"
import { ownName } from "../base.ts"
import { readLocal, writeLocal } from "../ui/local-storage.ts"

/** One of a few choices, the first unless another was chosen; this browser remembers it. */
export function createSetting<Choice extends string>(
  name: string,
  choices: readonly [Choice, ...Choice[]],
) {
  const key = ownName(`confab.${name}`)
  const [usual] = choices
  const remembered = () => choices.find((choice) => choice === readLocal(key)) ?? usual
  const [chosen, setChosen] = createSignal<Choice>(remembered())

  return {
    choices,
    chosen,
    choose(choice: Choice) {
      writeLocal(key, choice === usual ? "" : choice)
      setChosen(() => choice)
    },
    /** As another tab may have chosen. */
    refresh: () => setChosen(remembered),
  }
}

export type Setting<Choice extends string> = ReturnType<typeof createSetting<Choice>>
