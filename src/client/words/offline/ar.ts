import { plural } from "../counting/ar.ts"
import type { en } from "./en.ts"

export const ar: typeof en = {
  newVersion: "يتوفر إصدار جديد",
  reload: "إعادة التحميل",
  lastSeen: "أنت غير متصل. هذه آخر الرسائل التي رآها هذا المتصفح.",
  notSeen: "أنت غير متصل. سيظهر ما قيل هنا عند عودة الاتصال.",
  away: (news) =>
    `كنت غائبًا: ${plural(news, { zero: "لا رسائل جديدة", one: "رسالة جديدة واحدة", two: "رسالتان جديدتان", few: "# رسائل جديدة", many: "# رسالة جديدة", other: "# رسالة جديدة" })}`,
}
