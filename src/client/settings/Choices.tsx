import { createUniqueId, For } from "solid-js"
import type { Setting } from "./setting.ts"

type ChoicesProps<Choice extends string> = {
  title: string
  names: Record<Choice, string>
  setting: Setting<Choice>
}

export function Choices<Choice extends string>(props: ChoicesProps<Choice>) {
  const id = createUniqueId()
  return (
    <div class="choices" role="radiogroup" aria-labelledby={id}>
      <p id={id} class="choices-title">
        {props.title}
      </p>
      <div class="choices-row">
        <For each={props.setting.choices}>
          {(choice) => (
            <label class="choice">
              <input
                type="radio"
                name={id}
                checked={props.setting.chosen() === choice}
                onChange={() => props.setting.choose(choice)}
              />
              {props.names[choice]}
            </label>
          )}
        </For>
      </div>
    </div>
  )
}
