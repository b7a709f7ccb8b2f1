import { number } from "../counting/ar.ts"
import type { en } from "./en.ts"

export const ar: typeof en = {
  title: "البحث في هذه الغرفة",
  none: "لا توجد في أي رسالة",
  place: (at, count) => `${number(at)} من ${number(count)}`,
  older: "الأقدم",
  newer: "الأحدث",
  close: "إغلاق البحث",
}
