import type { en } from "./en.ts"

export const ar: typeof en = {
  online: "المتصلون",
  you: "أنت",
  oneTyping: (name) => [name, " يكتب…"],
  twoTyping: (name, other) => [name, " و", other, " يكتبان…"],
  manyTyping: "عدة أشخاص يكتبون…",
}
