/** Proposes what could be meant by `:smi` or `@an` before the caret, and puts what is chosen in its place. */
import { createMemo, createSignal } from "solid-js"
import { nameKey } from "../../../shared/text.ts"
import { type Emoji, loadEmoji } from "../emoji/emoji.ts"
import { emojiCalled, findEmoji } from "../emoji/find.ts"
import { noteEmoji } from "../emoji/recents.ts"
import { type Quest, questAt, wholeShortcodeAt } from "./completion-query.ts"

const PROPOSED_MAX = 8

/** `sign` stands before the name, which is how it is called; `text` is what is written when it is chosen. */
export type Proposal = { kind: Quest["kind"]; sign: string; name: string; text: string }

type Written = { value: string; selectionStart: number; selectionEnd: number }
type Surroundings = {
  people: () => string[]
  /** Writes in place of what is there, as if it were typed. */
  write: (text: string, start: number, end: number) => void
}

export function createCompletion({ people, write }: Surroundings) {
  const [quest, setQuest] = createSignal<Quest | null>(null)
  const [chosen, setChosen] = createSignal(0)
  const [emoji, setEmoji] = createSignal<Emoji[]>([])
  /** Where the list was closed it stays closed. */
  let closedAt = -1

  const proposals = createMemo((): Proposal[] => {
    const wanted = quest()
    if (!wanted) return []
    if (wanted.kind === "person") return matching(people(), wanted.query).map(asPerson)
    return findEmoji(emoji(), wanted.query, PROPOSED_MAX).map(asEmoji)
  })

  /** Looks at what stands before the caret now. */
  function look({ value, selectionStart, selectionEnd }: Written) {
    const found = selectionStart === selectionEnd ? questAt(value, selectionStart) : null
    if (found?.start !== closedAt) closedAt = -1
    if (found?.query !== quest()?.query) setChosen(0)
    setQuest(closedAt === -1 ? found : null)
    if (found?.kind === "emoji") void want()
    const whole = wholeShortcodeAt(value, selectionStart)
    const meant = whole && emojiCalled(emoji(), whole.query)
    if (meant) put(asEmoji(meant), whole, "")
  }

  /** Without them nothing is proposed, and `:smile:` stays what it is. */
  const want = () => loadEmoji().then(setEmoji, () => undefined)

  function put({ kind, sign, text }: Proposal, { start, end }: Quest, after: string) {
    setQuest(null)
    if (kind === "emoji") noteEmoji(sign)
    write(text + after, start, end)
  }

  function choose(index: number) {
    const proposal = proposals()[index]
    const wanted = quest()
    if (proposal && wanted) put(proposal, wanted, " ")
  }

  function close() {
    closedAt = quest()?.start ?? -1
    setQuest(null)
  }

  function move(by: number) {
    const { length } = proposals()
    setChosen((now) => (now + by + length) % length)
  }

  const keys: Record<string, () => void> = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Enter: () => choose(chosen()),
    Tab: () => choose(chosen()),
    Escape: close,
  }

  return {
    proposals,
    /** Which of them Enter takes. */
    chosen,
    look,
    choose,
    close,

    /** True when the key was meant for the list. */
    press({ key, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
      const act = keys[key]
      if (!act || shiftKey || ctrlKey || metaKey || altKey || proposals().length === 0) return false
      act()
      return true
    },
  }
}

export type Completion = ReturnType<typeof createCompletion>

/** Those with a name, or a part of one, that begins so. */
function matching(names: string[], query: string): string[] {
  const wanted = ` ${nameKey(query)}`
  return names.filter((name) => ` ${nameKey(name)}`.includes(wanted)).slice(0, PROPOSED_MAX)
}

const asPerson = (name: string): Proposal => ({
  kind: "person",
  sign: "@",
  name,
  text: `@${name}`,
})

const asEmoji = ({ sign, label, codes: [code] }: Emoji): Proposal => ({
  kind: "emoji",
  sign,
  name: code === undefined ? label : `:${code}:`,
  text: sign,
})
