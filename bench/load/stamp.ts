/** The content of every message, the same for every peer: who sent it, when, and words up to the asked length. */
import type { Frame } from "./frames.ts"

const MARK = "bench:"
const SENDER_DIGITS = 5
const TIME_DIGITS = 14
const STAMP_CHARS = MARK.length + SENDER_DIGITS + 1 + TIME_DIGITS + 1

export type Stamp = { sender: number; sentAt: number }

/** `wide` characters take three bytes each. */
export type Wording = { chars: number; wide: boolean }

const now = () => performance.now()

export function createContent({ chars, wide }: Wording) {
  const filler = (wide ? "話" : "words ").repeat(chars).slice(0, chars - STAMP_CHARS - 1)
  return (sender: number): string => {
    const micros = Math.round(now() * 1000)
    return `${MARK}${digits(sender, SENDER_DIGITS)}:${digits(micros, TIME_DIGITS)} ${filler}.`
  }
}

/** Finds the stamp wherever the peer's frame has the content. `sentAt` is by `performance.now()`. */
export function readStamp({ bytes, from, to }: Frame): Stamp {
  const at = bytes.indexOf(MARK, from, "latin1")
  if (at === -1 || at + STAMP_CHARS > to)
    throw new Error(`no message of ours: ${bytes.toString("utf8", from, to)}`)
  return stampIn(bytes.toString("latin1", at, at + STAMP_CHARS))
}

export function stampIn(content: string): Stamp {
  const [sender, micros] = content.slice(MARK.length, STAMP_CHARS).split(":")
  return { sender: Number(sender), sentAt: Number(micros) / 1000 }
}

const digits = (value: number, length: number) => String(value).padStart(length, "0")
