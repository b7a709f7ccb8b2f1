/** Marks the matches on the screen through CSS highlights, which leave the elements alone. */
import { foldOf } from "./find.ts"

const MARKED = "found"
const MARKS_MAX = 1_000

/** Marks again whenever the elements change, until stopped. */
export function markIn(root: Element, wanted: () => string): { again(): void; stop(): void } {
  let frame = 0

  function mark() {
    frame = 0
    CSS.highlights.set(MARKED, new Highlight(...rangesIn(root, wanted())))
  }

  function again() {
    frame ||= requestAnimationFrame(mark)
  }

  const drawn = new MutationObserver(again)
  drawn.observe(root, { childList: true, subtree: true, characterData: true })
  return {
    again,
    stop() {
      drawn.disconnect()
      cancelAnimationFrame(frame)
      CSS.highlights.delete(MARKED)
    },
  }
}

function rangesIn(root: Element, wanted: string): Range[] {
  const ranges: Range[] = []
  if (wanted === "") return ranges
  for (const message of root.querySelectorAll(".message-text")) {
    const texts = document.createTreeWalker(message, NodeFilter.SHOW_TEXT)
    while (texts.nextNode()) ranges.push(...rangesOf(texts.currentNode as Text, wanted))
  }
  return ranges.slice(0, MARKS_MAX)
}

function* rangesOf(text: Text, wanted: string): Generator<Range> {
  const folded = foldOf(text.data)
  // In a few languages a lower-case letter is longer than the capital: then places would not match.
  if (folded.length !== text.data.length) return
  for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + wanted.length)) {
    const range = document.createRange()
    range.setStart(text, at)
    range.setEnd(text, at + wanted.length)
    yield range
  }
}
