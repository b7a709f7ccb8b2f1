/** Proposes what `:smi` or `@an` before the caret may mean, and replaces it by what is chosen. */
import { createMemo, createSignal } from "solid-js"
import { type Emoji, loadEmoji } from "../emoji/emoji.ts"
import { emojiCalled } from "../emoji/find.ts"
import { recordEmoji } from "../emoji/recents.ts"
import { type CompletionQuery, completionQueryAt, wholeShortcodeAt } from "./completion-query.ts"
import { asEmoji, type Proposal, proposalsFor } from "./proposals.ts"

type FieldText = { value: string; selectionStart: number; selectionEnd: number }
type CompletionSource = {
  people: () => string[]
  /** Replaces that part of the text as if it were typed. */
  write: (text: string, start: number, end: number) => void
}

export function createCompletion({ people, write }: CompletionSource) {
  const [query, setQuery] = createSignal<CompletionQuery | null>(null)
  const [chosen, setChosen] = createSignal(0)
  const [emoji, setEmoji] = createSignal<Emoji[]>([])
  /** Where the list was closed it stays closed. */
  let closedAt = -1
  const proposals = createMemo(() => proposalsFor(query(), { people, emoji }))

  /** Reads what is before the caret now. */
  function look({ value, selectionStart, selectionEnd }: FieldText) {
    const found = selectionStart === selectionEnd ? completionQueryAt(value, selectionStart) : null
    if (found?.start !== closedAt) closedAt = -1
    if (found?.query !== query()?.query) setChosen(0)
    setQuery(closedAt === -1 ? found : null)
    // Without them nothing is proposed, and `:smile:` stays what it is.
    if (found?.kind === "emoji") void loadEmoji().then(setEmoji, () => undefined)
    const whole = wholeShortcodeAt(value, selectionStart)
    const meant = whole && emojiCalled(emoji(), whole.query)
    if (meant) put(asEmoji(meant), whole, "")
  }

  function put({ kind, sign, text }: Proposal, { start, end }: CompletionQuery, after: string) {
    setQuery(null)
    if (kind === "emoji") recordEmoji(sign)
    write(text + after, start, end)
  }

  function choose(index: number) {
    const proposal = proposals()[index]
    const replaced = query()
    if (proposal && replaced) put(proposal, replaced, " ")
  }

  function close() {
    closedAt = query()?.start ?? -1
    setQuery(null)
  }

  const move = (by: number) =>
    setChosen((now) => (now + by + proposals().length) % proposals().length)
  const press = createKeys({ proposals, move, choose: () => choose(chosen()), close })

  return { proposals, chosen, look, choose, close, press }
}

export type Completion = ReturnType<typeof createCompletion>

type List = {
  proposals: () => Proposal[]
  move: (by: number) => void
  choose: () => void
  close: () => void
}

/** The handler returns true when the key was meant for the list. */
function createKeys({ proposals, move, choose, close }: List) {
  const actions: Record<string, () => void> = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Enter: choose,
    Tab: choose,
    Escape: close,
  }
  return ({ key, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean => {
    const act = actions[key]
    if (!act || shiftKey || ctrlKey || metaKey || altKey || proposals().length === 0) return false
    act()
    return true
  }
}
