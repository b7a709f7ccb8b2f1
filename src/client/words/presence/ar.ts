import type { presence as en } from "./en.ts"

export const presence: typeof en = {
  online: "المتصلون",
  you: "أنت",
  oneTyping: (name) => [name, " يكتب…"],
  twoTyping: (name, other) => [name, " و", other, " يكتبان…"],
  manyTyping: "عدة أشخاص يكتبون…",
}
