import type { en } from "./en.ts"

export const ar: typeof en = {
  title: "رموز تعبيرية",
  search: "ابحث عن رمز تعبيري",
  none: "لا يوجد رمز تعبيري بهذا الاسم.",
  unavailable: "تعذّر تحميل الرموز التعبيرية. حاول لاحقًا.",
  categories: {
    recent: "الأحدث",
    smileys: "وجوه",
    people: "أشخاص",
    nature: "حيوانات وطبيعة",
    food: "طعام وشراب",
    travel: "سفر وأماكن",
    activities: "أنشطة",
    objects: "أشياء",
    symbols: "رموز",
    flags: "أعلام",
  },
}
