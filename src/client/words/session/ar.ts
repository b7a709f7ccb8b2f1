import { number } from "../counting/ar.ts"
import type { en } from "./en.ts"

export const ar: typeof en = {
  tagline: "مكان هادئ للحديث.",
  username: "اسم المستخدم",
  usernameHint: "يرى الآخرون هذا الاسم. لا حاجة إلى حساب.",
  continue: "متابعة",
  changeName: "تغيير الاسم",
  open: "متصل",
  connecting: "جارٍ الاتصال…",
  waiting: (seconds) => `إعادة الاتصال خلال ${number(seconds)} ث`,
  offline: "غير متصل",
  tryNow: "المحاولة الآن",
}
