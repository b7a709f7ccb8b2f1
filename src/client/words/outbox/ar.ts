import type { outbox as en } from "./en.ts"

export const outbox: typeof en = {
  soon: "لم تُرسل بعد، وستُرسل تلقائيًا.",
  waiting: "في انتظار الاتصال",
}
