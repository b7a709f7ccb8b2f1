import type { en } from "./en.ts"

export const ar: typeof en = {
  copyCode: "نسخ الشيفرة",
  copied: "نُسخت",
  more: "عرض المزيد",
  less: "عرض أقل",
}
