import type { en } from "./en.ts"

export const ar: typeof en = {
  soon: "لم تُرسل بعد، وستُرسل تلقائيًا.",
  waiting: "في انتظار الاتصال",
}
