import { characters, number, plural } from "../counting/ar.ts"
import type { en } from "./en.ts"

export const ar: typeof en = {
  message: "رسالة",
  messageIn: (room) => `رسالة إلى ${room}`,
  send: "إرسال",
  length: (chars, max) => `${number(chars)} من ${plural(max, characters)}`,
  tooLong: (length) => `أطول من أن تُرسل: ${length}`,
  sentLater: "ما تكتبه الآن يُرسل عند عودة الاتصال.",
  proposals: "اقتراحات",
}
