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
                      <EmojiCell
                        sign={sign}
                        label={label}
                        current={rowIndex() * COLUMNS + index() === place()}
                        onReach={() => setPlace(rowIndex() * COLUMNS + index())}
                        onChoose={() => props.onChoose(sign)}
                      />
                    )}
                  </For>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </div>
      <EmojiName emoji={props.emoji[place()]} />
    </>
  )
}

type EmojiCellProps = {
  sign: string
  label: string
  current: boolean
  onReach: () => void
  onChoose: () => void
}

function EmojiCell(props: EmojiCellProps) {
  return (
    <td>
      <button
        type="button"
        class="emoji"
        aria-label={props.label}
        tabindex={props.current ? 0 : -1}
        onClick={() => props.onChoose()}
        onFocus={() => props.onReach()}
        onPointerEnter={() => props.onReach()}
      >
        {props.sign}
      </button>
    </td>
  )
}

function EmojiName(props: { emoji: Emoji | undefined }) {
  return (
    <p class="emoji-name" aria-hidden="true">
      <span>{props.emoji?.sign}</span>
      <bdi>{props.emoji?.label}</bdi>
      <bdi class="emoji-code">{props.emoji?.codes[0] && `:${props.emoji?.codes[0]}:`}</bdi>
    </p>
  )
}
