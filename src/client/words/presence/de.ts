import type { en } from "./en.ts"

export const de: typeof en = {
  online: "Online",
  you: "du",
  oneTyping: (name) => [name, " schreibt …"],
  twoTyping: (name, other) => [name, " und ", other, " schreiben …"],
  manyTyping: "Mehrere schreiben …",
}
