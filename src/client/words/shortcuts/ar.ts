import type { en } from "./en.ts"

export const ar: typeof en = {
  title: "اختصارات لوحة المفاتيح",
  skip: "الانتقال إلى الرسائل",
  goingAround: "التنقل",
  switchRoom: "الانتقال إلى غرفة",
  previous: "الغرفة السابقة",
  next: "الغرفة التالية",
  previousUnread: "الغرفة السابقة غير المقروءة",
  nextUnread: "الغرفة التالية غير المقروءة",
  latest: "إلى أحدث رسالة، والكتابة",
  thisList: "اختصارات لوحة المفاتيح",
  writing: "الكتابة",
  send: "إرسال",
  newLine: "سطر جديد",
  keyNames: {},
}
