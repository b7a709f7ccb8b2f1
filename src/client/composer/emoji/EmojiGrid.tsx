import { createComputed, createMemo, createSignal, For, on } from "solid-js"
import type { Emoji } from "./emoji.ts"
import { COLUMNS, inRows, placeAfter } from "./grid.ts"

type EmojiGridProps = {
  emoji: Emoji[]
  onChoose: (sign: string) => void
  /** Up from the first row. */
  onLeave: () => void
}

/** One stop for Tab; within it the arrow keys. */
export function EmojiGrid(props: EmojiGridProps) {
  const rows = createMemo(() => inRows(props.emoji))
  const [place, setPlace] = createSignal(0)
  const current = () => props.emoji[place()]
  let grid!: HTMLTableElement

  createComputed(on(rows, () => setPlace(0)))

  function press(event: KeyboardEvent) {
    const isRtl = getComputedStyle(grid).direction === "rtl"
    const next = placeAfter(event.key, { place: place(), count: props.emoji.length, isRtl })
    if (next === null) return
    event.preventDefault()
    if (next < 0) return props.onLeave()
    setPlace(next)
    grid.querySelector<HTMLElement>("[tabindex='0']")?.focus()
  }

  return (
    <>
      <div class="emoji-scroller">
        {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: ARIA's own pattern for a table of buttons */}
        <table ref={grid} class="emoji-grid" role="grid" onKeyDown={press}>
          <tbody>
            <For each={rows()}>
              {(row, rowIndex) => (
                <tr>
                  <For each={row}>
                    {({ sign, label }, index) => (
                      <td>
                        <button
                          type="button"
                          class="emoji"
                          aria-label={label}
                          tabindex={rowIndex() * COLUMNS + index() === place() ? 0 : -1}
                          onClick={() => props.onChoose(sign)}
                          onFocus={() => setPlace(rowIndex() * COLUMNS + index())}
                          onPointerEnter={() => setPlace(rowIndex() * COLUMNS + index())}
                        >
                          {sign}
                        </button>
                      </td>
                    )}
                  </For>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </div>
      <p class="emoji-name" aria-hidden="true">
        <span>{current()?.sign}</span>
        <bdi>{current()?.label}</bdi>
        <bdi class="emoji-code">{current()?.codes[0] && `:${current()?.codes[0]}:`}</bdi>
      </p>
    </>
  )
}
