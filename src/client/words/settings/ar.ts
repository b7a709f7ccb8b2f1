import type { en } from "./en.ts"

export const ar: typeof en = {
  title: "الإعدادات",
  close: "إغلاق",
  theme: "المظهر",
  themes: { system: "النظام", light: "فاتح", dark: "داكن" },
  density: "الكثافة",
  densities: { cosy: "مريح", compact: "مضغوط" },
  clock: "الساعة",
  clocks: { auto: "تلقائي", "12": "12 ساعة", "24": "24 ساعة" },
  language: "اللغة",
  automatic: "تلقائي",
}
