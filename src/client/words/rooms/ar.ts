import type { en } from "./en.ts"

export const ar: typeof en = {
  title: "الغرف",
  name: "اسم الغرفة",
  create: "إنشاء غرفة",
  none: "لا توجد غرف بعد. أنشئ أول غرفة في الأعلى.",
  noneYet: "لا توجد غرف بعد.",
  noMatch: "لا توجد غرفة بهذا الاسم.",
  filter: "تصفية الغرف",
  switch: "الانتقال إلى غرفة",
  switchTo: "إلى أين؟",
  quiet: "لم يُقل شيء بعد",
  you: "أنت",
  delete: "حذف",
  deleteRoom: (room) => `حذف ${room}`,
  deleteQuestion: (room) => `حذف «${room}»؟`,
  deleteWarning: "ستختفي الغرفة وكل رسائلها لدى الجميع. لا يمكن التراجع عن ذلك.",
  cancel: "إلغاء",
}
