/** What a table of abuse is made of: an input, the way it is handed over, and the one answer it must get. */
import type { Ground } from "./ground.ts"

/** An answer in the door's own word: a status, a tRPC code, an error frame's code, a close code. */
export type Word = string | number

/** `text` is everything that came back. */
export type Answer = { word: Word; text: string }

export type Row = {
  family: string
  name: string
  input: unknown
  ask: (ground: Ground) => Promise<Answer>
  /** More than one only where the protocol leaves the choice. */
  expected: Word | Word[]
}

type Ask<Input> = (ground: Ground, input: Input) => Promise<Answer>
export type Case<Input> = [name: string, input: Input, expected: Word | Word[]]

/** The rows of one family: the same way to ask, one input each. */
export const family = <Input>(name: string, ask: Ask<Input>, cases: Case<Input>[]): Row[] =>
  cases.map(([what, input, expected]) => ({
    family: name,
    name: what,
    input,
    ask: (ground) => ask(ground, input),
    expected,
  }))
