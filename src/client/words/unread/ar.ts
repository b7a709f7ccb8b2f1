import { number, plural } from "../counting/ar.ts"
import type { en } from "./en.ts"

export const ar: typeof en = {
  count: (count) => (count > 99 ? `${number(99)}+` : number(count)),
  messages: (count) =>
    plural(count, {
      one: "رسالة جديدة",
      two: "رسالتان جديدتان",
      few: "# رسائل جديدة",
      many: "# رسالة جديدة",
      other: "# رسالة جديدة",
    }),
  notifications: "الإشعارات",
  notificationsHint: "اعرف بالرسائل الجديدة في الغرف التي لا تنظر إليها.",
  notificationsOn: "تصلك إشعارات بالرسائل الجديدة في الغرف التي لا تنظر إليها.",
  notificationsDenied:
    "لا يسمح متصفحك لـ Confab بالإشعارات. يمكنك السماح بها في إعدادات المتصفح لهذه الصفحة.",
  notificationsUnsupported: "لا يعرض هذا المتصفح إشعارات.",
  turnOn: "تشغيل الإشعارات",
  turnOff: "إيقاف الإشعارات",
  mute: (room) => `كتم «${room}»`,
  unmute: (room) => `إلغاء كتم «${room}»`,
  muteHint: "ما يُقال في غرفة مكتومة يُحتسب في القائمة فقط.",
  mutedHint: "هذه الغرفة مكتومة: ما يُقال هنا يُحتسب في القائمة فقط.",
}
