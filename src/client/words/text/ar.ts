import type { text as en } from "./en.ts"

export const text: typeof en = {
  copyCode: "نسخ الشيفرة",
  copied: "نُسخت",
  more: "عرض المزيد",
  less: "عرض أقل",
}
