import { counting } from "./counting.ts"

export const { number, plural } = counting("ar")

export const characters = {
  zero: "# حرف",
  one: "حرف واحد",
  two: "حرفان",
  few: "# أحرف",
  many: "# حرفًا",
  other: "# حرف",
}
