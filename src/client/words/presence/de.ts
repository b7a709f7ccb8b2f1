import type { presence as en } from "./en.ts"

export const presence: typeof en = {
  online: "Online",
  you: "du",
  oneTyping: (name) => [name, " schreibt …"],
  twoTyping: (name, other) => [name, " und ", other, " schreiben …"],
  manyTyping: "Mehrere schreiben …",
}
